#pragma once

#include "tests/eddy/judge/kafka/kafka_history.hpp"

namespace eddy {

/// The longest time that a poll was certainly behind: from the moment that a
/// higher offset was known to exist to the invocation of the poll that still
/// ended below it. {"time": s, "lag": s}, and "process" and "key" if anyone polled.
Json worst_realtime_lag(const KafkaHistory& history);

}  // namespace eddy
