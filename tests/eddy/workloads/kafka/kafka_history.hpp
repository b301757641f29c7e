#pragma once

#include <optional>

#include "tests/eddy/history/history.hpp"
#include "tests/eddy/judge/values.hpp"

namespace eddy {

/// A message of one key: its number (KafkaKey::messages) and its place in the log.
struct KafkaMessage {
  std::size_t number = 0;
  std::optional<std::int64_t> offset;
};

struct KafkaSend {
  std::size_t key = 0;
  KafkaMessage message;
};

/// All that the polls of one op returned for a key, in order; it may be nothing.
struct KafkaPoll {
  std::size_t key = 0;
  std::vector<KafkaMessage> messages;
  bool was_null = false;  ///< null stood there instead of a list
};

/// A completed operation of a client.
struct KafkaOp {
  const Op* invocation = nullptr;
  const Op* completion = nullptr;
  std::vector<KafkaSend> sends;
  std::vector<KafkaPoll> polls;       ///< one entry a key
  std::vector<std::size_t> assigned;  ///< keys, of an assign

  bool ok() const { return completion->type == OpType::ok; }
  bool is_access() const;  ///< a send, a poll, or a transaction of both
};

struct KafkaKey {
  std::string name;
  ValueNumbers messages;
};

/// A kafka history with keys and messages numbered, by completion. It points into
/// the history that it was made from.
struct KafkaHistory {
  std::vector<KafkaKey> keys;
  std::vector<KafkaOp> ops;
  bool no_client_ops = true;

  /// "key 3", cut short
  std::string key_name(std::size_t key) const;
  /// "message 7 of key 3"
  std::string name(std::size_t key, std::size_t message) const;

  const Json& value(std::size_t key, std::size_t message) const {
    return keys[key].messages.value(message);
  }
};

/// A null in place of a list of messages is an empty one. Throws OpError for values that have not
/// the shape of the workload.
KafkaHistory read_kafka_history(const History& history);

}  // namespace eddy
