#pragma once

#include "glomers/replication/flush.hpp"

namespace glomers {

/// What a batch that came in changes, and what is answered at once.
class Receiver {
 public:
  Receiver(Incarnation& self, Sender& sender, Flush& flush)
      : self_(self), sender_(sender), flush_(flush) {}

  /// Throws RpcError malformed-request if the batch cannot be taken in.
  void check(const Peer& peer, const Batch& batch) const;

  /// Takes in a batch that passed the check.
  void receive(Peer& peer, Batch batch);

 private:
  void take_address(Peer& peer, const Batch& batch);
  void take_echo(Peer& peer, const Batch& batch) const;
  void take_logs(Peer& peer, Batch& batch);
  bool take_span(Peer& peer, LogId log, std::vector<Json>& span, Time age);
  void take_have(Peer& peer, const Batch& batch);
  void learn_have(Peer& peer, LogId log, std::uint64_t length);
  void take_alarm(const Peer& peer, const Batch& batch);
  void answer_digest(Peer& peer, const Batch& batch);

  Incarnation& self_;
  Sender& sender_;
  Flush& flush_;
};

}  // namespace glomers
