#pragma once

#include "tests/eddy/judge/findings.hpp"
#include "tests/eddy/workloads/kafka/kafka_log.hpp"

namespace eddy {

/// Ops that contradict the order of a log: int-poll-skip, int-nonmonotonic-poll,
/// int-send-skip and int-nonmonotonic-send inside one op; poll-skip,
/// nonmonotonic-poll and nonmonotonic-send between the ops of one process.
void find_order_errors(const KafkaHistory& history, const std::vector<KafkaLog>& logs,
                       Findings& errors);

}  // namespace eddy
