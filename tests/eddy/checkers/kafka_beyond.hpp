#pragma once

#include "tests/eddy/checkers/findings.hpp"
#include "tests/eddy/checkers/kafka_log.hpp"

namespace eddy {

/// What the real checker does not report:
///   never-sent      a poll returned a message that nobody is known to have sent;
///   late-insert     a message was put into the log before one that had already
///                   been polled when its send began, so that a reader who goes
///                   on from there never meets it;
///   negative-offset a message stands below offset 0.
void look_beyond_kafka(const KafkaHistory& history, const std::vector<KafkaLog>& logs,
                       Findings& beyond);

}  // namespace eddy
