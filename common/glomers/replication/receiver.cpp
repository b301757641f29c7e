#include "glomers/replication/receiver.hpp"

#include <iterator>
#include <utility>
#include <vector>

#include "glomers/replication/batch_check.hpp"

namespace glomers {

void Receiver::check(const Peer& peer, const Batch& batch) const {
  const BatchCheck checked = {self_.logs, peer.id(), self_.own.name(), self_.own.length_pending(),
                              self_.application.check_entry};
  checked.check(batch);
}

void Receiver::receive(Peer& peer, Batch batch) {
  const bool restarted = peer.note_incarnation(batch.tag, self_.logs);
  self_.stability.take_speaker(peer);
  peer.note_message(batch.ts, self_.now());
  take_address(peer, batch);
  take_logs(peer, batch);
  take_have(peer, batch);
  self_.stability.take_lengths(peer, batch);
  self_.stability.take_rows(batch);
  self_.stability.update(batch.logs.has_value());
  if (batch.beat) self_.beat.heard(self_.now(), std::chrono::microseconds(*batch.beat));
  take_alarm(peer, batch);
  if (batch.digest.value_or(false)) answer_digest(peer, batch);
  if (restarted && self_.star.serves(peer)) sender_.ask(peer, Sender::Answer::always);
  self_.star.note_due(peer);
}

/// The peer speaks to this incarnation, which it then has heard, or to a former one: then it is
/// told of this one.
void Receiver::take_address(Peer& peer, const Batch& batch) {
  if (!batch.to) return;
  if (*batch.to != self_.own.tag()) return sender_.ask(peer, Sender::Answer::if_anything_lacks);
  peer.note_knows_us();
  if (!batch.echo) return;
  take_echo(peer, batch);
  if (peer.clear_suspicion() && peer.progress.lacks_anything(self_.logs))
    self_.beat.on_local_entry(self_.now());
}

void Receiver::take_echo(Peer& peer, const Batch& batch) const {
  const std::int64_t us = to_us(self_.now()) - (*batch.echo)[0] - (*batch.echo)[1];
  if (us >= 0 && us < to_us(Time::max())) peer.rtt.add(std::chrono::microseconds(us));
}

/// Moves the entries out of the batch.
void Receiver::take_logs(Peer& peer, Batch& batch) {
  if (!batch.logs) return;
  const Time age = std::chrono::microseconds(batch.age.value_or(0));
  bool gap = false;
  for (auto& [name, span] : *batch.logs) gap |= take_span(peer, self_.logs.intern(name), span, age);
  peer.owe(self_.now());
  // The entries before the gap were lost, or are late. One digest answers all batches of a moment.
  if (gap && peer.begin_gap_report(self_.now(), self_.pace.moment()))
    sender_.send_digest(peer, Sender::Answer::if_anything_lacks);
}

/// Returns whether the entries came to lie beyond a gap.
bool Receiver::take_span(Peer& peer, LogId log, std::vector<Json>& span, Time age) {
  const std::uint64_t start = span[0].get<std::uint64_t>();
  const std::uint64_t before = self_.logs.length(log);
  learn_have(peer, log, start + span.size() - 1);
  // A peer that has read this node's journal may know an entry before this node knows that
  // it is stored.
  if (log == self_.own.id()) return false;
  std::vector<Json> entries(std::make_move_iterator(span.begin() + 1),
                            std::make_move_iterator(span.end()));
  if (self_.logs.merge(log, start, std::move(entries))) {
    self_.deliver_from(log, before);
    flush_.note_entries(log, age);
    return false;
  }
  if (self_.logs.has_gap(log)) return true;
  if (start <= before) peer.progress.sent_version = 0;  // a duplicate: our acknowledgement was lost
  return false;
}

void Receiver::take_have(Peer& peer, const Batch& batch) {
  if (!batch.have) return;
  for (const auto& [name, length] : *batch.have)
    learn_have(peer, self_.logs.intern(name), static_cast<std::uint64_t>(length));
}

void Receiver::learn_have(Peer& peer, LogId log, std::uint64_t length) {
  if (self_.node.witness())
    self_.node.witness()->is_believed_to_hold({peer.id(), self_.logs.name(log)}, length);
  peer.progress.learn_have(log, length);
}

/// The alarm is told as it was when the batch was sent.
void Receiver::take_alarm(const Peer& peer, const Batch& batch) {
  if (!batch.alarm) return;
  const Time left = std::chrono::microseconds(*batch.alarm) - peer.rtt.mean() / 2;
  self_.alarm.hear(self_.now(), left);
}

/// A digest says all that the sender holds: it gets what it lacks, and a digest
/// back if it holds more than we do. Digests that come together, for instance when this node
/// was paused, ask for the same: one of a moment is answered.
void Receiver::answer_digest(Peer& peer, const Batch& batch) {
  const auto answered = peer.digest_answered_at();
  if (answered && self_.now() < *answered + self_.pace.moment()) return;
  peer.progress.rewind();
  const bool we_lack = peer.progress.exceeds(self_.logs, self_.own.id());
  // The answer carries the rows: where stability is wanted, every digest in alarm gets one.
  const bool wanted = batch.ask.value_or(false) || (self_.stability.is_wanted() && batch.alarm);
  if (wanted || we_lack || peer.progress.lacks_anything(self_.logs)) {
    peer.note_digest_answered(self_.now());
    sender_.send_batch(peer, {.digest = we_lack});
  } else if (self_.star.serves(peer)) {
    peer.owe(self_.now());
  }
}

}  // namespace glomers
