// How batches and digests are put together.

#include <algorithm>

#include "glomers/replication/replica.hpp"

namespace glomers {
namespace {

/// Of entries in a digest, which may be in vain: four digests a second carry what the
/// challenges ask for.
constexpr std::uint64_t most_pushed = 1000;

bool carries(const std::vector<LogSpan>& spans, Origin o) {
  return std::any_of(spans.begin(), spans.end(),
                     [o](const LogSpan& span) { return span.origin == o; });
}

}  // namespace

Batch Replica::make_batch(Peer& peer) {
  Batch batch;
  batch.tag = tag_;
  if (!peer.tag.empty()) batch.to = peer.tag;
  batch.ts = to_us(node_.now());
  if (peer.ts_to_echo) batch.echo = {*peer.ts_to_echo, to_us(node_.now() - peer.ts_came)};
  peer.ts_to_echo = std::nullopt;
  const Time alarm = suspects_ > 0 ? alarm_length : alarm_until_ - node_.now();
  if (alarm > Time(0)) {
    batch.alarm = to_us(alarm);
    peer.alarm_told = node_.now();
  }
  if (stability_ && journal_ && journal_->under_way() > 0)
    batch.made = static_cast<std::int64_t>(logs_->length(own_) + journal_->under_way());
  return batch;
}

/// All that the peer lacks and all that it does not know this node holds.
void Replica::send_batch(Peer& peer, bool digest, std::optional<Time> until_next_beat) {
  if (digest) peer.told = 0;
  Batch batch = make_batch(peer);
  std::vector<LogSpan> spans;
  Batch::Lengths have;
  logs_->for_each_changed_since(peer.told, [&](Origin o) {
    const std::uint64_t length = logs_->length(o);
    const std::uint64_t start = std::max(peer.next(o), logs_->first(o));
    if (start < length)
      spans.push_back({o, start, length});
    else
      have[logs_->name(o)] = static_cast<std::int64_t>(length);
  });
  // What this node holds counts for stability together with how far its own log and
  // those of its former starts go, which an earlier batch may have told in vain.
  if (stability_)
    for (Origin o = 0; o < logs_->count(); ++o)
      if (logs_->node(o) == node_.index() && !carries(spans, o))
        have[logs_->name(o)] = static_cast<std::int64_t>(logs_->length(o));
  if (!have.empty()) batch.have = std::move(have);
  if (digest) batch.digest = true;
  if (until_next_beat) batch.beat = to_us(*until_next_beat);
  if (!is_hub() && &peer == &peers_[0]) {
    if (beat_.waiting_since()) batch.age = to_us(node_.now() - *beat_.waiting_since());
    beat_.leaf_flushed(node_.now());
  }
  add_rows(peer, batch);
  peer.told = logs_->version();
  peer.owed_since = std::nullopt;
  if (spans.empty()) return send(peer, batch);
  const auto logs = span_writer_.write(*logs_, std::move(spans));
  peer.mark_sent(logs, node_.now());
  send(peer, batch, logs->field);
}

void Replica::send_digest(Peer& peer, bool ask) {
  Batch batch = make_batch(peer);
  Batch::Lengths have;
  for (Origin o = 0; o < logs_->count(); ++o)
    if (logs_->length(o) > 0) have[logs_->name(o)] = static_cast<std::int64_t>(logs_->length(o));
  batch.have = std::move(have);
  batch.digest = true;
  if (ask) batch.ask = true;
  std::vector<LogSpan> pushed;
  if (peer.silent_for > 0) pushed = to_push(peer);
  ++peer.silent_for;
  peer.digest_sent = node_.now();
  peer.rows_told = 0;
  add_rows(peer, batch);
  peer.owed_since = std::nullopt;
  if (pushed.empty()) return send(peer, batch);
  send(peer, batch, span_writer_.write(*logs_, std::move(pushed))->field);
}

/// A peer that does not answer digests may hear them nevertheless. Where links work one way
/// only, entries go round by being pushed, and what the peer lacks is known from rows, which
/// go round as well.
std::vector<LogSpan> Replica::to_push(const Peer& peer) const {
  std::vector<LogSpan> spans;
  if (!stability_) return spans;
  const std::size_t index = index_of(peer);
  std::uint64_t left = most_pushed;
  for (Origin o = 0; o < logs_->count() && left > 0; ++o) {
    const std::uint64_t start =
        std::max({peer.have(o), stability_->told(index, o), logs_->first(o)});
    if (start >= logs_->length(o)) continue;
    const std::uint64_t end = std::min(logs_->length(o), start + left);
    spans.push_back({o, start, end});
    left -= end - start;
  }
  return spans;
}

void Replica::add_rows(Peer& peer, Batch& batch) {
  if (!stability_) return;
  const std::size_t index = index_of(peer);
  auto rows = stability_->rows_since(peer.rows_told, index);
  peer.rows_told = stability_->version();
  if (!rows.empty()) batch.rows = std::move(rows);
}

void Replica::send(const Peer& peer, const Batch& batch, const RawField& logs) {
  node_.send(peer.id, to_body(batch), logs);
  note_due(peer);
}

}  // namespace glomers
