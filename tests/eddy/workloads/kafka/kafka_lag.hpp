#pragma once

#include <cstdint>
#include <functional>

#include "tests/eddy/workloads/kafka/kafka_history.hpp"

namespace eddy {

/// How far a poll was behind with a key that its process reads.
struct PollLag {
  const KafkaOp* poll;
  std::size_t key;
  std::int64_t behind_since_ns;  ///< since then a message was known that this poll did not reach
};

/// Calls `f` for each ok poll and each of its process's keys in which it was behind.
void for_each_lag(const KafkaHistory& history, const std::function<void(const PollLag&)>& f);

/// The longest time that a poll was certainly behind: from the moment that a
/// higher offset was known to exist to the invocation of the poll that still
/// ended below it. {"time": s, "lag": s}, and "process" and "key" if any poll was behind.
Json worst_realtime_lag(const KafkaHistory& history);

}  // namespace eddy
