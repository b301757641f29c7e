#include "glomers/replication/schedule.hpp"

#include <algorithm>

#include "glomers/replication/unbroken.hpp"

namespace glomers {
namespace {

constexpr Time probe_interval = 600ms;

}  // namespace

void Schedule::act() {
  const bool peers_are_due = self_.star.earliest_due() <= self_.now();
  if (peers_are_due) suspect_silent_peers();
  const auto flush_due = flush_.due();
  if (flush_due && *flush_due <= self_.now()) flush_.run();
  if (peers_are_due) {
    acknowledge();
    probe_suspects();
    self_.star.find_earliest_due();
  }
  gossip_.run();
  ask_for_stability();
  set_timer();
}

void Schedule::suspect_silent_peers() {
  for (Peer& peer : self_.star.served_peers()) {
    const auto since = peer.waiting_since();
    if (!since || peer.is_suspect() || *since + self_.star.answer_timeout(peer) > self_.now())
      continue;
    peer.suspect(self_.now());
    self_.node.log("no answer from " + peer.id() + ": gossiping");
  }
}

void Schedule::acknowledge() {
  for (Peer& peer : self_.star.peers()) {
    const auto owed = peer.owed_since();
    if (owed && *owed + self_.pace.ack_delay() <= self_.now()) sender_.send_batch(peer);
  }
}

void Schedule::probe_suspects() {
  for (Peer& peer : self_.star.served_peers()) {
    if (!peer.is_suspect() || peer.next_probe() > self_.now()) continue;
    sender_.send_digest(peer, Sender::Answer::always);
    peer.probe_next_at(self_.now() +
                       self_.node.random().between(probe_interval * 3 / 4, probe_interval * 5 / 4));
  }
}

void Schedule::ask_for_stability() {
  const auto due = self_.stability.ask_due();
  if (!due || *due > self_.now()) return;
  self_.stability.note_asked();
  sender_.ask(self_.star.hub(), Sender::Answer::always);
}

std::optional<Time> Schedule::earliest_due() const {
  std::optional<Time> due = flush_.due();
  const auto consider = [&](Time t) { due = std::min(due.value_or(t), t); };
  if (self_.star.earliest_due() < Time::max()) consider(self_.star.earliest_due());
  if (self_.alarm.is_on(self_.now())) consider(std::max(gossip_.due(), self_.now()));
  if (const auto ask = self_.stability.ask_due()) consider(*ask);
  return due;
}

void Schedule::set_timer() {
  const auto due = earliest_due();
  if (due == timer_due_) return;
  if (timer_due_) self_.node.cancel(timer_);
  timer_due_ = due;
  if (!due) return;
  timer_ = self_.node.after(std::max(*due - self_.now(), Time(0)), [this] {
    timer_due_ = std::nullopt;
    unbroken("the engine's timer does all that is due", [this] { act(); });
  });
}

void Schedule::check() const {
  const auto due = earliest_due();
  if (!due) return;
  // A timer may run late: then what is overdue was due when the timer was.
  ensure(timer_due_ && *timer_due_ <= std::max(*due, self_.now()),
         "a timer waits for the earliest that is due", "something is due at", *due,
         "and the timer is set to", timer_due_.value_or(Time::max()));
}

}  // namespace glomers
