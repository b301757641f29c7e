#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "glomers/node.hpp"
#include "tests/examples/raft/raft.hpp"

namespace raft {

/// A state that all nodes keep alike, as they apply the commands of one Raft log to it. This is
/// what stands between Raft and a Node: messages, timers, and the requests of clients.
///
/// Any node takes a request and passes it on to the leader. It asks again, and whoever leads by
/// then, until there is an answer; a command carries the client's name and its msg_id, so that
/// it is applied once however often it is asked for. A request that may have reached a leader
/// and has no answer within `patience` is answered with `timeout`, which is indefinite. All
/// others, and those that only read, are answered with `temporarily-unavailable`.
class ReplicatedState {
 public:
  /// Carries out a request and returns the reply's body. What it does may depend on the state
  /// and the request alone. It throws RpcError for a request that it refuses, and nothing else.
  using Execute = std::function<Json(const Json& request)>;
  /// Whether a request changes nothing.
  using OnlyReads = std::function<bool(const Json& request)>;

  /// To be made before the node's init. Clients have to wait for 300 ms longer than `patience`.
  ReplicatedState(Node& node, Time patience, OnlyReads only_reads, Execute execute);

  /// Answers clients' requests of this type.
  void on(const std::string& type);

 private:
  using Callback = Awaitable<Json>::Callback;

  struct PendingRead {
    Json request;
    Callback callback;
  };

  Task<> answer(Message request);
  Awaitable<Json> ask(ServerId leader, Json order, Time timeout);
  void lead(const Json& order, const Callback& callback);
  Json run(const Json& request);
  Json apply(const Json& command);
  template <class Body>
  void take();
  void settle();
  void give_up_proposals();

  Node& node_;
  Time patience_;
  OnlyReads only_reads_;
  Execute execute_;
  std::optional<Raft> raft_;  ///< there once the node knows who it is
  TimerId timer_ = 0;
  std::map<std::string, Json> replies_;  ///< to all commands so far, by their ids
  std::map<Index, Callback> proposals_;  ///< of this node as leader, not yet applied
  std::map<Raft::ReadId, PendingRead> reads_;
};

}  // namespace raft
