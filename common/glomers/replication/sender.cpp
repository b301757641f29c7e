#include "glomers/replication/sender.hpp"

#include <algorithm>

namespace glomers {
namespace {

/// A digest carries so many entries, perhaps in vain: four digests a second carry what the
/// challenges ask for.
constexpr std::uint64_t max_pushed = 1000;

bool carries(const std::vector<LogSpan>& spans, LogId log) {
  return std::any_of(spans.begin(), spans.end(),
                     [log](const LogSpan& span) { return span.log == log; });
}

}  // namespace

void Sender::send_batch(Peer& peer, const BatchKind& kind) {
  if (kind.digest) peer.progress.sent_version = 0;
  Batch batch = make_batch(peer);
  std::vector<LogSpan> spans;
  Batch::Lengths have;
  const Logs& logs = self_.logs;
  logs.for_each_changed_since(peer.progress.sent_version, [&](LogId log) {
    const std::uint64_t length = logs.length(log);
    const std::uint64_t start = std::max(peer.progress.next(log), logs.first(log));
    if (start < length)
      spans.push_back({log, start, length});
    else
      have[logs.name(log)] = static_cast<std::int64_t>(length);
  });
  if (self_.stability.is_wanted()) add_own_lengths(spans, have);
  if (!have.empty()) batch.have = std::move(have);
  if (kind.digest) batch.digest = true;
  if (kind.until_next_beat) batch.beat = to_us(*kind.until_next_beat);
  if (!self_.star.is_hub() && self_.star.serves(peer)) {
    if (self_.beat.waiting_since()) batch.age = to_us(self_.now() - *self_.beat.waiting_since());
    self_.beat.leaf_flushed(self_.now());
  }
  add_rows(peer, batch);
  peer.progress.sent_version = logs.version();
  peer.note_acknowledged();
  if (spans.empty()) return send(peer, batch);
  const auto written = span_writer_.write(logs, std::move(spans));
  peer.progress.mark_sent(written, self_.now());
  send(peer, batch, written->field);
}

/// What this node holds counts for stability together with how far its own log and
/// those of its former starts go, which an earlier batch may have told in vain.
void Sender::add_own_lengths(const std::vector<LogSpan>& spans, Batch::Lengths& have) const {
  const Logs& logs = self_.logs;
  for (const LogId log : logs.all())
    if (logs.node(log) == self_.star.self() && !carries(spans, log))
      have[logs.name(log)] = static_cast<std::int64_t>(logs.length(log));
}

Batch Sender::make_batch(Peer& peer) {
  Batch batch;
  batch.tag = self_.own.tag();
  if (!peer.tag().empty()) batch.to = peer.tag();
  batch.ts = to_us(self_.now());
  batch.echo = peer.take_echo(self_.now());
  const Time alarm = self_.star.has_suspects() ? Alarm::length : self_.alarm.left(self_.now());
  if (alarm > Time(0)) {
    batch.alarm = to_us(alarm);
    peer.note_alarm(self_.now());
  }
  if (self_.stability.is_wanted() && self_.own.under_way() > 0) {
    batch.made = static_cast<std::int64_t>(self_.own.length_pending());
    batch.before = self_.stability.held_before();
  }
  return batch;
}

void Sender::send_digest(Peer& peer, Answer answer) {
  Batch batch = make_batch(peer);
  Batch::Lengths have;
  const Logs& logs = self_.logs;
  for (const LogId log : logs.all())
    if (logs.length(log) > 0) have[logs.name(log)] = static_cast<std::int64_t>(logs.length(log));
  batch.have = std::move(have);
  batch.digest = true;
  if (answer == Answer::always) batch.ask = true;
  std::vector<LogSpan> pushed;
  if (peer.silent_for() > 0) pushed = to_push(peer);
  peer.note_digest(self_.now());
  peer.progress.sent_rows_version = 0;
  add_rows(peer, batch);
  peer.note_acknowledged();
  if (pushed.empty()) return send(peer, batch);
  send(peer, batch, span_writer_.write(logs, std::move(pushed))->field);
}

void Sender::ask(Peer& peer, Answer answer) {
  send_digest(peer, answer);
  peer.ask(self_.now());
  self_.star.note_due(peer);
}

/// A peer that does not answer digests may hear them nevertheless. Where links work one way
/// only, entries go round by being pushed, and what the peer lacks is known from rows, which
/// go round as well.
std::vector<LogSpan> Sender::to_push(const Peer& peer) const {
  std::vector<LogSpan> spans;
  if (!self_.stability.is_wanted()) return spans;
  const Logs& logs = self_.logs;
  std::uint64_t left = max_pushed;
  for (const LogId log : logs.all()) {
    if (left == 0) break;
    const std::uint64_t start =
        std::max({peer.progress.have(log), self_.stability.told(peer, log), logs.first(log)});
    if (start >= logs.length(log)) continue;
    const std::uint64_t end = std::min(logs.length(log), start + left);
    spans.push_back({log, start, end});
    left -= end - start;
  }
  return spans;
}

void Sender::add_rows(Peer& peer, Batch& batch) {
  if (!self_.stability.is_wanted()) return;
  auto rows = self_.stability.rows_since(peer.progress.sent_rows_version, peer);
  peer.progress.sent_rows_version = self_.stability.version();
  if (!rows.empty()) batch.rows = std::move(rows);
}

void Sender::send(const Peer& peer, const Batch& batch, const RawField& logs) {
  self_.node.send(peer.id(), to_body(batch), logs);
  self_.star.note_due(peer);
}

}  // namespace glomers
