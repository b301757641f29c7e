#pragma once

#include <map>

#include "tests/eddy/judge/findings.hpp"
#include "tests/eddy/workloads/kafka/kafka_log.hpp"

namespace eddy {

/// Messages that are where they should not be, or not where they should:
/// duplicate, inconsistent-offsets, lost-write, G1a, precommitted-read.
void find_message_errors(const KafkaHistory& history, const std::vector<KafkaLog>& logs,
                         Findings& errors);

/// By key, the messages that were acknowledged but that no ok poll had returned
/// by the end of the history; keys without any are left out.
using Unseen = std::map<std::size_t, std::vector<std::size_t>>;
Unseen find_unseen(const KafkaHistory& history);

}  // namespace eddy
