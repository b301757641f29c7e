#pragma once

#include <optional>
#include <set>

#include "tests/eddy/workloads/workload.hpp"

namespace eddy {

/// The final phase that consists of one read per thread.
class FinalReads {
 public:
  /// Whether the history marks them as final.
  explicit FinalReads(bool marked = true) : marked_(marked) {}

  std::optional<Workload::FinalStep> next(int thread) {
    if (!done_.insert(thread).second) return std::nullopt;
    return Workload::FinalStep{{.f = "read", .value = nullptr, .final = marked_}};
  }

 private:
  bool marked_;
  std::set<int> done_;  ///< threads that have had theirs
};

}  // namespace eddy
