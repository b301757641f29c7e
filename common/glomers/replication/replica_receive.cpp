// What a batch that came in changes.

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "glomers/replication/replica.hpp"

namespace glomers {
namespace {

std::uint64_t to_length(std::int64_t n) {
  return static_cast<std::uint64_t>(n);
}

}  // namespace

void Replica::receive(const Message& message, Batch batch) {
  if (tag_.empty()) return;  // not recovered yet: all this will be told again
  const auto sender = logs_->find_node(message.src);
  if (!sender || *sender == node_.index()) return;
  const std::size_t index = *sender;
  Peer& peer = peers_[index];
  check(peer, batch);
  const bool restarted = meet(peer, batch);
  claim_row(peer, index);
  peer.silent_for = 0;
  peer.ts_to_echo = batch.ts;
  peer.ts_came = node_.now();
  take_address(peer, batch);
  take_logs(peer, batch);
  take_have(peer, index, batch);
  take_rows(batch);
  note_stability(batch.logs.has_value());
  if (batch.beat) beat_.heard(node_.now(), std::chrono::microseconds(*batch.beat));
  if (batch.alarm) {  // as it was when the batch was sent
    const Time left = std::chrono::microseconds(*batch.alarm) - peer.rtt.mean() / 2;
    alarm_until_ = std::max(alarm_until_, node_.now() + left);
  }
  if (batch.digest.value_or(false)) answer_digest(peer, index, batch);
  if (restarted && is_charge(index)) ask(peer, true);
  note_due(peer);
  act();
}

void Replica::check(const Peer& peer, const Batch& batch) const {
  const std::uint64_t under_way = journal_ ? journal_->under_way() : 0;
  const BatchCheck checked = {*logs_, peer.id, logs_->name(own_), logs_->length(own_) + under_way,
                              check_entry_};
  checked.check(batch);
}

/// The peer's incarnation is the one heard from last. Returns whether it is not the
/// one before. That may also be a late message of a dead incarnation: who is
/// asked what it holds is the living one, and its answer sets things right.
bool Replica::meet(Peer& peer, const Batch& batch) {
  if (batch.tag == peer.tag) return false;
  const bool restarted = !peer.tag.empty();
  if (restarted) {
    if (peer.suspect) --suspects_;
    peer = Peer(peer.id);
  }
  peer.tag = batch.tag;
  peer.origin = logs_->intern(Logs::name_of(peer.id, peer.tag));
  return restarted;
}

/// The row of a peer that speaks is that of the incarnation that speaks, whatever
/// third nodes have told since; then all that it ever said counts anew.
void Replica::claim_row(const Peer& peer, std::size_t index) {
  if (!stability_ || !stability_->set_origin(index, *peer.origin)) return;
  for (Origin o = 0; o < logs_->count(); ++o) stability_->learn(index, o, peer.have(o));
  stability_->learn(index, *peer.origin, peer.made);
}

/// To whom the peer speaks: to this incarnation, which it then has heard, or to a
/// former one, which it must be told.
void Replica::take_address(Peer& peer, const Batch& batch) {
  if (!batch.to) return;
  if (*batch.to != tag_) return ask(peer, false);
  peer.knows_us = true;
  if (!batch.echo) return;
  const std::int64_t us = to_us(node_.now()) - (*batch.echo)[0] - (*batch.echo)[1];
  if (us >= 0 && us < to_us(Time::max())) peer.rtt.add(std::chrono::microseconds(us));
  heard_by(peer);
}

/// Moves the entries out of the batch.
void Replica::take_logs(Peer& peer, Batch& batch) {
  if (!batch.logs) return;
  const Time age = std::chrono::microseconds(batch.age.value_or(0));
  bool gap = false;
  for (auto& [name, span] : *batch.logs) {
    const auto origin = logs_->intern(name);
    const std::uint64_t start = span[0].get<std::uint64_t>();
    const std::uint64_t before = logs_->length(*origin);
    peer.learn_have(*origin, start + span.size() - 1);
    // Who has read this node's journal may know an entry before this node knows that
    // it is stored.
    if (*origin == own_) continue;
    std::vector<Json> entries(std::make_move_iterator(span.begin() + 1),
                              std::make_move_iterator(span.end()));
    if (logs_->merge(*origin, start, std::move(entries))) {
      deliver_from(*origin, before);
      note_waiting(*origin, age);
    } else if (logs_->has_gap(*origin)) {
      gap = true;
    } else if (start <= before) {
      peer.told = 0;  // a duplicate: our acknowledgement was lost
    }
  }
  if (!peer.owed_since) peer.owed_since = node_.now();
  // What came before was lost, or is late. One digest answers all batches of a moment.
  if (!gap || (peer.gap_told && node_.now() < *peer.gap_told + options_.flush_interval / 2)) return;
  peer.gap_told = node_.now();
  send_digest(peer, false);
}

void Replica::take_have(Peer& peer, std::size_t index, const Batch& batch) {
  if (batch.have)
    for (const auto& [name, length] : *batch.have)
      if (const auto origin = logs_->intern(name)) peer.learn_have(*origin, to_length(length));
  if (!stability_) return;
  const auto learn = [&](const std::string& name) {
    if (const auto origin = logs_->intern(name))
      stability_->learn(index, *origin, peer.have(*origin));
  };
  if (batch.logs)
    for (const auto& [name, span] : *batch.logs) learn(name);
  if (batch.have)
    for (const auto& [name, length] : *batch.have) learn(name);
  if (!batch.made) return;
  peer.made = std::max(peer.made, to_length(*batch.made));
  stability_->learn(index, *peer.origin, peer.made);
}

/// A row is taken for the incarnation that was heard of last, but a charge is heard directly:
/// otherwise two third nodes, one of which has not heard of its restart, could make this
/// node forget in turns what it said of itself.
void Replica::take_rows(const Batch& batch) {
  if (!stability_ || !batch.rows) return;
  for (const auto& [row_name, lengths] : *batch.rows) {
    const auto row_origin = logs_->intern(row_name);
    if (!row_origin || logs_->node(*row_origin) == node_.index()) continue;
    const std::size_t index = logs_->node(*row_origin);
    if (is_charge(index) && peers_[index].origin.value_or(*row_origin) != *row_origin) continue;
    stability_->set_origin(index, *row_origin);
    for (const auto& [name, length] : lengths)
      if (const auto origin = logs_->intern(name))
        stability_->learn(index, *origin, to_length(length));
  }
}

/// The peer answers something that this node sent.
void Replica::heard_by(Peer& peer) {
  peer.asked_since = std::nullopt;
  if (!peer.suspect) return;
  peer.suspect = false;
  --suspects_;
  peer.rewind();
  if (lacks_anything(peer)) beat_.entry_waits(node_.now());
}

/// A digest says all that the sender holds: it gets what it lacks, and a digest
/// back if it holds more than we do. Digests that come together, for instance when this node
/// was paused, ask for the same: one of a moment is answered.
void Replica::answer_digest(Peer& peer, std::size_t index, const Batch& batch) {
  if (peer.digest_answered && node_.now() < *peer.digest_answered + options_.flush_interval / 2)
    return;
  peer.rewind();
  bool we_lack = false;
  for (Origin o = 0; o < logs_->count(); ++o)
    we_lack |= o != own_ && logs_->length(o) < peer.have(o);
  // Where stability is wanted, every digest is: the answer carries the rows.
  const bool wanted = batch.ask.value_or(false) || (stability_ && batch.alarm);
  if (wanted || we_lack || lacks_anything(peer)) {
    peer.digest_answered = node_.now();
    send_batch(peer, we_lack);
  } else if (is_charge(index))
    peer.owed_since = peer.owed_since.value_or(node_.now());
}

void Replica::deliver_from(Origin o, std::uint64_t first) {
  for (std::uint64_t i = std::max(first, logs_->first(o)); i < logs_->length(o); ++i) {
    try {
      deliver_({o, logs_->node(o), i, logs_->entry(o, i)});
    } catch (const std::exception& error) {
      node_.log("entry " + std::to_string(i) + " of " + logs_->name(o) +
                " cannot be applied: " + error.what());
    }
  }
}

/// The log has grown: what this node's charges lack waits for the next batch.
void Replica::note_waiting(Origin o, std::optional<Time> age) {
  const auto waits = [&](const Peer& peer) { return !peer.suspect && lacks(peer, o); };
  if (!std::ranges::any_of(charges(), waits)) return;
  if (is_hub() && age)
    beat_.entry_came(node_.now(), *age);
  else
    beat_.entry_waits(node_.now());
}

void Replica::note_stability(bool entries_came) {
  if (!stability_) return;
  // An entry that is under way to the store may belong before what is held by now.
  const auto grown = stability_->refresh(!journal_ || journal_->under_way() == 0);
  for (const Origin o : grown)
    if (stable_callback_) stable_callback_(o, stability_->stable_length(o));
  if (peers_.size() == 1) return;
  // The hub alone learns from all; the others learn it from the hub's rows.
  if (is_hub() && !grown.empty() && peers_.size() > 2) beat_.entry_waits(node_.now());
  if (entries_came && !options_.eager) beat_.entry_waits(node_.now());
  if (stability_->all_stable())
    unstable_since_ = std::nullopt;
  else if (!unstable_since_ || !grown.empty())
    unstable_since_ = node_.now();
}

}  // namespace glomers
