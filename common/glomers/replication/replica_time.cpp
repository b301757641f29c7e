// What is done when: flushes, acknowledgements, suspicion, probes, gossip.

#include <algorithm>

#include "glomers/replication/replica.hpp"

namespace glomers {
namespace {

constexpr Time probe_interval = 600ms;
constexpr std::size_t gossip_fanout = 2;
constexpr Time shortest_gossip_interval = 250ms;
constexpr Time longest_gossip_interval = 1s;
/// Between two digests of gossip to a peer that does not answer.
constexpr Time longest_rest = 1500ms;
/// What an answer may take beyond the peer's delay and the round trip.
constexpr Time answer_grace = 300ms;
/// Pauses and cut links can make a round trip look longer than any is. Suspecting
/// a peer too early costs messages, too late would cost the time to converge.
constexpr Time longest_round_trip = 2s;

}  // namespace

/// Does all that is due, and sets the timer for the rest.
void Replica::act() {
  const bool peers_are_due = peers_due_ <= node_.now();
  if (peers_are_due) suspect_silent_peers();
  const auto due = flush_due();
  if (due && *due <= node_.now()) flush();
  if (peers_are_due) {
    acknowledge();
    probe_suspects();
    find_peers_due();
  }
  gossip();
  ask_for_stability();
  schedule();
}

std::optional<Time> Replica::flush_due() const {
  return is_hub() ? beat_.hub_due() : beat_.leaf_due(peers_[0].rtt, node_.now());
}

void Replica::flush() {
  std::optional<Time> until_next_beat;
  if (is_hub()) until_next_beat = beat_.hub_flushed(node_.now());
  for (Peer& peer : charges()) {
    if (peer.suspect) continue;
    const bool news =
        stability_ ? peer.told < logs_->version() ||
                         (is_hub() && peers_.size() > 2 && peer.rows_told < stability_->version())
                   : false;
    bool lacking = false;
    logs_->for_each_changed_since(peer.told, [&](Origin o) { lacking |= lacks(peer, o); });
    if (lacking || news) send_batch(peer, false, until_next_beat);
  }
  // A batch to the hub counts as the leaf's flush; so does that none is wanted.
  if (!is_hub() && beat_.waiting_since()) beat_.leaf_flushed(node_.now());
}

Time Replica::answer_timeout(const Peer& peer) const {
  return ack_delay_ + answer_grace + std::min(peer.rtt.upper_bound(), longest_round_trip);
}

void Replica::suspect_silent_peers() {
  for (Peer& peer : charges()) {
    const auto since = peer.waiting_since();
    if (!since || peer.suspect || *since + answer_timeout(peer) > node_.now()) continue;
    peer.suspect = true;
    ++suspects_;
    peer.rewind();
    peer.asked_since = std::nullopt;
    peer.next_probe = node_.now();
    node_.log("no answer from " + peer.id + ": gossiping");
  }
}

void Replica::acknowledge() {
  for (Peer& peer : peers_)
    if (peer.owed_since && *peer.owed_since + ack_delay_ <= node_.now()) send_batch(peer, false);
}

void Replica::probe_suspects() {
  if (suspects_ == 0) return;
  for (Peer& peer : charges()) {
    if (!peer.suspect || peer.next_probe > node_.now()) continue;
    send_digest(peer, true);
    peer.next_probe =
        node_.now() + node_.random().between(probe_interval * 3 / 4, probe_interval * 5 / 4);
  }
}

/// Suspects are cause for alarm. In alarm, a leaf exchanges digests with two other leaves an
/// interval, each in turn. Between leaf and hub no digest is wanted: they serve each other, or
/// probe.
void Replica::gossip() {
  if (suspects_ > 0) alarm_until_ = node_.now() + alarm_length;
  if (alarm_until_ <= node_.now() || next_gossip_ > node_.now()) return;
  const Time interval =
      std::clamp(options_.flush_interval, shortest_gossip_interval, longest_gossip_interval);
  next_gossip_ = node_.now() + node_.random().between(interval * 3 / 4, interval * 5 / 4);
  if (is_hub()) return tell_of_alarm();
  for (std::size_t i = 0; i < std::min(gossip_fanout, peers_.size() - 2); ++i) {
    Peer& peer = next_to_gossip_with();
    // Who is silent may be dead, and is told less often; with stability it may hear, see push().
    const bool often = stability_ || peer.silent_for == 0;
    const Time rest = often ? Time(0) : std::min(interval * peer.silent_for, longest_rest);
    if (peer.digest_sent + rest <= node_.now()) send_digest(peer, false);
  }
}

/// The hub tells leaves that no batch has told.
void Replica::tell_of_alarm() {
  for (Peer& peer : charges())
    if (!peer.suspect && peer.alarm_told + alarm_length / 2 <= node_.now())
      send_digest(peer, false);
}

Peer& Replica::next_to_gossip_with() {
  if (gossip_order_.empty()) {
    for (std::size_t p = 1; p < peers_.size(); ++p)
      if (p != node_.index()) gossip_order_.push_back(p);
    node_.random().shuffle(gossip_order_);
  }
  Peer& next = peers_[gossip_order_.back()];
  gossip_order_.pop_back();
  return next;
}

/// A leaf learns from the hub what is stable. If that was lost, it asks.
std::optional<Time> Replica::ask_due() const {
  if (!stability_ || is_hub() || !unstable_since_ || peers_[0].suspect) return std::nullopt;
  const Time first = *unstable_since_ + answer_timeout(peers_[0]);
  return std::max(first, next_ask_.value_or(first));
}

void Replica::ask_for_stability() {
  const auto due = ask_due();
  if (!due || *due > node_.now()) return;
  next_ask_ = node_.now() + answer_timeout(peers_[0]);
  ask(peers_[0], true);
}

/// When something is to be done for the peer; Time::max() if nothing is.
Time Replica::due(const Peer& peer) const {
  Time due = Time::max();
  if (peer.owed_since) due = *peer.owed_since + ack_delay_;
  if (!is_charge(index_of(peer))) return due;
  if (peer.suspect) return std::min(due, peer.next_probe);
  if (const auto since = peer.waiting_since()) due = std::min(due, *since + answer_timeout(peer));
  return due;
}

void Replica::find_peers_due() {
  peers_due_ = Time::max();
  for (const Peer& peer : peers_) note_due(peer);
}

void Replica::schedule() {
  std::optional<Time> due = flush_due();
  const auto consider = [&](Time t) { due = std::min(due.value_or(t), t); };
  if (peers_due_ < Time::max()) consider(peers_due_);
  if (alarm_until_ > node_.now()) consider(std::max(next_gossip_, node_.now()));
  if (const auto ask = ask_due()) consider(*ask);
  if (due == timer_due_) return;
  if (timer_due_) node_.cancel(timer_);
  timer_due_ = due;
  if (!due) return;
  timer_ = node_.after(std::max(*due - node_.now(), Time(0)), [this] {
    timer_due_ = std::nullopt;
    act();
  });
}

}  // namespace glomers
