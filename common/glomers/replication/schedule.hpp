#pragma once

#include <optional>

#include "glomers/replication/flush.hpp"
#include "glomers/replication/gossip.hpp"

namespace glomers {

/// What is done when: flushes, acknowledgements, suspicion, probes, gossip. One timer of the
/// node waits for the earliest of them.
class Schedule {
 public:
  Schedule(Incarnation& self, Sender& sender, Flush& flush)
      : self_(self), sender_(sender), flush_(flush), gossip_(self, sender) {}

  /// Does all that is due, and sets the timer for the rest.
  void act();

  /// Sets the timer anew, if something else comes first now.
  void set_timer();

  /// Throws InvariantError if something is due before the timer.
  void check() const;

 private:
  void suspect_silent_peers();
  void acknowledge();
  void probe_suspects();
  void ask_for_stability();
  std::optional<Time> earliest_due() const;

  Incarnation& self_;
  Sender& sender_;
  Flush& flush_;
  Gossip gossip_;
  TimerId timer_ = 0;
  std::optional<Time> timer_due_;
};

}  // namespace glomers
