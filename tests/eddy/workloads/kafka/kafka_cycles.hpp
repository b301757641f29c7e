#pragma once

#include "tests/eddy/judge/findings.hpp"
#include "tests/eddy/workloads/kafka/kafka_log.hpp"

namespace eddy {

/// Ops that precede themselves: G1c and PL-2-cycle-exists where sends and the
/// polls that saw them are enough for it, else G1c-realtime and
/// strong-PL-2-cycle-exists; one of each a strongly connected component. Without
/// any two ops in an order: empty-transaction-graph.
void find_cycles(const KafkaHistory& history, const std::vector<KafkaLog>& logs, Findings& errors);

}  // namespace eddy
