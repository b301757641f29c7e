#pragma once

#include <vector>

#include "glomers/replication/sender.hpp"

namespace glomers {

/// Exchanges digests while there is alarm: some nodes do not reach each other, but others may
/// reach both. A leaf takes turns with two other leaves an interval. Between leaf and hub no
/// digest is wanted: they serve each other, or probe.
class Gossip {
 public:
  Gossip(Incarnation& self, Sender& sender) : self_(self), sender_(sender) {}

  /// When the next turn is due, while there is alarm.
  Time due() const { return next_turn_; }

  /// Takes a turn if one is due. Suspects are cause for alarm.
  void run();

 private:
  void tell_of_alarm();
  void take_turn();
  bool may_send_to(const Peer& peer) const;
  Peer& next_peer();

  Incarnation& self_;
  Sender& sender_;
  Time next_turn_{0};
  std::vector<NodeIndex> order_;  ///< whom to gossip with next, from the back
};

}  // namespace glomers
