#pragma once

#include <optional>
#include <utility>

#include "tests/eddy/workloads/kafka/kafka_offsets.hpp"
#include "tests/eddy/workloads/workload.hpp"

namespace eddy {

/// The final phase of one kafka thread: crash the client, assign every key to
/// the new one from the beginning, then poll about five times a second until
/// each key has been read up to its target.
class FinalPolls {
 public:
  explicit FinalPolls(Offsets targets) : targets_(std::move(targets)) {}

  /// None once nothing is left to be read.
  std::optional<Workload::FinalStep> next(Random& random);

  /// An event of this thread.
  void observe(const Op& op);

 private:
  enum class Stage { crash, assign, first_poll, poll };

  Offsets targets_;  ///< keys still to be read -> offset to be reached
  Stage stage_ = Stage::crash;
};

}  // namespace eddy
