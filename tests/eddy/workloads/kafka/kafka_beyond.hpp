#pragma once

#include "tests/eddy/judge/findings.hpp"
#include "tests/eddy/workloads/kafka/kafka_log.hpp"

namespace eddy {

/// What the real checker does not report:
///   never-sent      a poll returned a message that nobody is known to have sent;
///   late-insert     a message was put into the log before one that had already
///                   been polled when its send began, so that a reader who goes
///                   on from there never meets it;
///   negative-offset a message stands below offset 0;
///   null-list       null instead of a list of messages;
///   never-committed a node told a committed offset beyond all that were committed;
///   forgotten-commit  it told less than the process itself had committed.
/// Committed offsets are looked at where the history has them (Op::committed).
void look_beyond_kafka(const KafkaHistory& history, const std::vector<KafkaLog>& logs,
                       Findings& beyond);

}  // namespace eddy
