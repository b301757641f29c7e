#include "glomers/replication/gossip.hpp"

#include <algorithm>

namespace glomers {
namespace {

/// A leaf takes each turn with so many others.
constexpr std::size_t gossip_fanout = 2;
/// A peer that does not answer gets the next digest after this at the latest.
constexpr Time max_rest = 1500ms;

}  // namespace

void Gossip::run() {
  if (self_.star.has_suspects()) self_.alarm.raise(self_.now());
  if (!self_.alarm.is_on(self_.now()) || next_turn_ > self_.now()) return;
  const Time interval = self_.pace.gossip_interval();
  next_turn_ = self_.now() + self_.node.random().between(interval * 3 / 4, interval * 5 / 4);
  self_.star.is_hub() ? tell_of_alarm() : take_turn();
}

/// The hub sends a digest to each leaf that no batch has told of the alarm lately.
void Gossip::tell_of_alarm() {
  for (Peer& peer : self_.star.served_peers())
    if (!peer.is_suspect() && peer.alarm_sent_at() + Alarm::length / 2 <= self_.now())
      sender_.send_digest(peer, Sender::Answer::if_anything_lacks);
}

void Gossip::take_turn() {
  for (std::size_t i = 0; i < std::min(gossip_fanout, self_.star.size() - 2); ++i) {
    Peer& peer = next_peer();
    if (may_send_to(peer)) sender_.send_digest(peer, Sender::Answer::if_anything_lacks);
  }
}

/// A silent peer may be dead, and is told less often. Where stability is wanted, a silent peer
/// may hear nevertheless, and its digests carry entries.
bool Gossip::may_send_to(const Peer& peer) const {
  const bool often = self_.stability.is_wanted() || peer.silent_for() == 0;
  const Time rest =
      often ? Time(0) : std::min(self_.pace.gossip_interval() * peer.silent_for(), max_rest);
  return peer.digest_sent_at() + rest <= self_.now();
}

Peer& Gossip::next_peer() {
  if (order_.empty()) {
    order_ = self_.star.other_leaves();
    self_.node.random().shuffle(order_);
  }
  Peer& next = self_.star.peer(order_.back());
  order_.pop_back();
  return next;
}

}  // namespace glomers
