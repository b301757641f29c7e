#pragma once

#include "tests/eddy/workloads/kafka/kafka_history.hpp"

namespace eddy {

/// Stands for no op or no position in a log.
inline constexpr std::ptrdiff_t unknown_position = -1;

/// What the whole history says of one message.
struct KafkaFate {
  std::ptrdiff_t first_position = unknown_position;  ///< in the log
  std::ptrdiff_t last_position = unknown_position;   ///< the one used for comparisons
  std::size_t copies = 0;                            ///< offsets that hold it
  const KafkaOp* writer = nullptr;  ///< the last op to send it, whatever its outcome
  bool send_failed = false;         ///< some op that sent it failed
  bool polled_ok = false;           ///< some ok poll returned it
};

/// An offset in use, and the messages seen there; more than one is an error.
struct KafkaSlot {
  std::int64_t offset = 0;
  std::vector<std::size_t> messages;
};

/// One key's log. A position is the rank of an offset among those in use, so
/// gaps between offsets do not matter, and neither does their size.
struct KafkaLog {
  std::vector<KafkaSlot> slots;  ///< by position
  std::vector<KafkaFate> fates;  ///< by message
  bool polled_ok = false;        ///< some ok poll mentioned the key, be it with no messages
};

/// One log a key, from all polls and from those sends that took effect: the ok
/// ones, and indefinite ones of which an ok poll saw a message.
std::vector<KafkaLog> build_kafka_logs(const KafkaHistory& history);

/// Whether the op's sends are known to have taken effect (as above).
bool took_effect(const KafkaOp& op, const std::vector<KafkaLog>& logs);

}  // namespace eddy
