#pragma once

#include <optional>
#include <set>

#include "eddy/workloads/workload.hpp"

namespace eddy {

/// A workload whose final phase consists of one read per thread.
class EndsWithReads : public Workload {
 public:
  /// Whether the history marks these reads as final.
  explicit EndsWithReads(bool marked = true) : marked_(marked) {}

  std::optional<FinalStep> next_final(int thread, Random&) override {
    if (!done_.insert(thread).second) return std::nullopt;
    return FinalStep{{.f = "read", .value = nullptr, .final = marked_}};
  }
  bool has_final_phase() const override { return true; }

 private:
  bool marked_;
  std::set<int> done_;  ///< threads that have had theirs
};

}  // namespace eddy
