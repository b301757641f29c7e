#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "glomers/program.hpp"
#include "glomers/replication/replica.hpp"

namespace kafka_log {

using namespace glomers;

/// Challenge 5: append-only logs by key, without a leader.
///
/// A message's offset is counter * n + index of the node that took it, where the
/// counter is one more than the highest that the node has seen for the key. Polls
/// show a key up to its highest stable message: one that all nodes hold, so that
/// none of them can give out a smaller offset any more (see README.md).
class KafkaLog {
 public:
  enum class Acks {
    local,  ///< a send is acknowledged once this node has it
    all,    ///< a send is acknowledged once all nodes hold it
  };

  /// `durable`: what is acknowledged survives the death of any nodes.
  KafkaLog(Node& node, Acks acks, bool durable);

 private:
  using Offset = std::int64_t;

  struct Stored {
    Json msg;
    LogId log;  ///< of the engine
  };

  struct Log {
    std::map<Offset, Stored> messages;
    std::int64_t next_counter = 0;
    Offset visible_end = 0;  ///< polls show the offsets below
  };

  /// A message that not all nodes are known to hold.
  struct Unstable {
    std::uint64_t position;  ///< in its log of the engine
    std::string key;
    Offset offset;
  };

  /// A send that waits for its acknowledgement.
  struct Waiting {
    Message request;
    Offset offset;
  };

  void send(const Message& request, const std::string& key, const Json& msg);
  void acknowledge(const Message& request, Offset offset);
  void poll(const Message& request, const std::map<std::string, std::int64_t>& offsets);
  void commit(const Message& request, const std::map<std::string, std::int64_t>& offsets);
  void list_committed(const Message& request, const std::vector<std::string>& keys);

  void check(const Json& entry) const;
  void apply(const Replica::Entry& entry);
  void apply_send(const Replica::Entry& entry);
  void keep(Log& log, Offset offset, Stored stored);
  void apply_commit(const Json& offsets);
  void make_visible(LogId log, std::uint64_t stable_length);
  Offset offset_of(std::int64_t counter, NodeIndex node) const;
  std::int64_t counter_end() const;

  Node& node_;
  Acks acks_;
  std::map<std::string, Log> logs_;
  std::map<std::string, Offset> committed_;
  std::map<LogId, std::deque<Unstable>> unstable_;  ///< oldest first
  std::map<std::uint64_t, Waiting> waiting_;        ///< by position in this node's own log
  Replica replica_;
};

Program program();

}  // namespace kafka_log
