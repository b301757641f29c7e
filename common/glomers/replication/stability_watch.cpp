#include "glomers/replication/stability_watch.hpp"

#include <algorithm>

#include "glomers/ensure.hpp"

namespace glomers {

StabilityWatch::StabilityWatch(const Surroundings& in) : in_(in) {
  if (in.options.stability) stability_.emplace(in.star.size(), NodeIndex(in.node.index()), in.logs);
}

void StabilityWatch::take_speaker(const Peer& peer) {
  if (!stability_ || !stability_->set_log(peer.index(), *peer.log())) return;
  Lengths statement;
  for (const LogId log : in_.logs.all()) statement.set(log, peer.progress.have(log));
  statement.raise(*peer.log(), peer.own_length_pending());
  stability_->learn(peer.index(), statement);
}

/// Lengths that an earlier or a later message has told are no part of the statement: they go with
/// another length of the peer's own log.
void StabilityWatch::take_lengths(Peer& peer, const Batch& batch) {
  if (!stability_) return;
  Lengths statement;
  const auto add = [&](const std::string& name, std::uint64_t length) {
    statement.raise(in_.logs.intern(name), length);
  };
  if (batch.logs)
    for (const auto& [name, span] : *batch.logs)
      add(name, span[0].get<std::uint64_t>() + span.size() - 1);
  if (batch.have)
    for (const auto& [name, length] : *batch.have) add(name, static_cast<std::uint64_t>(length));
  if (batch.made) {
    learn_before(peer, batch, statement);
    peer.note_own_length(static_cast<std::uint64_t>(*batch.made));
    statement.raise(*peer.log(), static_cast<std::uint64_t>(*batch.made));
  }
  stability_->learn(peer.index(), statement);
}

/// What the peer held before it made the entries that are under way waits for its log as it is
/// stored, and not for them.
void StabilityWatch::learn_before(const Peer& peer, const Batch& batch, Lengths statement) {
  if (!batch.before) return;
  for (const auto& [name, length] : *batch.before) {
    const LogId log = in_.logs.intern(name);
    statement.set(log, std::min(statement[log], static_cast<std::uint64_t>(length)));
  }
  stability_->learn(peer.index(), statement);
}

/// A row is taken for the incarnation that was heard of last, but a peer that this node serves is
/// heard directly: otherwise two third nodes, one of which has not heard of its restart, could
/// make this node forget in turns what it said of itself.
void StabilityWatch::take_rows(const Batch& batch) {
  if (!stability_ || !batch.rows) return;
  for (const auto& [row_name, lengths] : *batch.rows) {
    const LogId row_log = in_.logs.intern(row_name);
    if (in_.logs.node(row_log) == in_.star.self()) continue;
    const Peer& peer = in_.star.peer(in_.logs.node(row_log));
    if (in_.star.serves(peer) && peer.log().value_or(row_log) != row_log) continue;
    stability_->set_log(peer.index(), row_log);
    Lengths statement;
    for (const auto& [name, length] : lengths)
      statement.raise(in_.logs.intern(name), static_cast<std::uint64_t>(length));
    stability_->learn(peer.index(), statement);
  }
}

void StabilityWatch::update(bool entries_came) {
  if (!stability_) return;
  const Time now = in_.node.now();
  // An entry that is under way to the store may belong before what has come since it was made.
  const auto grown = stability_->refresh(in_.own.under_way() == 0);
  for (const LogId log : grown) tell(log);
  if (in_.star.size() == 1) return;
  // The hub alone learns from all; the others learn it from the hub's rows.
  if (in_.star.is_hub() && !grown.empty() && in_.star.size() > 2) in_.beat.on_local_entry(now);
  if (entries_came && !in_.options.eager) in_.beat.on_local_entry(now);
  if (stability_->all_stable())
    unstable_since_ = std::nullopt;
  else if (!unstable_since_ || !grown.empty())
    unstable_since_ = now;
}

void StabilityWatch::tell(LogId log) const {
  const std::uint64_t length = stability_->stable_length(log);
  if (in_.node.witness()) show(log, length);
  if (in_.application.on_stable) in_.application.on_stable(log, length);
}

/// Every node holds what is stable, but for the log's own node: it may not have heard yet that its
/// entry is stored, while another has read its journal.
void StabilityWatch::show(LogId log, std::uint64_t length) const {
  for (const NodeIndex node : Indices<ClusterNode>(in_.star.size()))
    if (node != in_.logs.node(log))
      in_.node.witness()->is_believed_to_hold({in_.node.ids()[node.value()], in_.logs.name(log)},
                                              length);
}

std::uint64_t StabilityWatch::told(const Peer& peer, LogId log) const {
  return stability_ ? stability_->told(peer.index(), log) : 0;
}

Batch::Lengths StabilityWatch::held_before() const {
  Batch::Lengths lengths;
  for (const LogId log : in_.logs.all())
    if (stability_->counted(log) < in_.logs.length(log))
      lengths[in_.logs.name(log)] = static_cast<std::int64_t>(stability_->counted(log));
  return lengths;
}

std::uint64_t StabilityWatch::version() const {
  return stability_ ? stability_->version() : 0;
}

std::map<std::string, Batch::Lengths> StabilityWatch::rows_since(std::uint64_t version,
                                                                 const Peer& peer) const {
  if (!stability_) return {};
  return stability_->rows_since(version, peer.index());
}

std::optional<Time> StabilityWatch::ask_due() const {
  if (in_.star.is_hub() || !unstable_since_ || in_.star.hub().is_suspect()) return std::nullopt;
  const Time first = *unstable_since_ + in_.star.answer_timeout(in_.star.hub());
  return std::max(first, next_ask_.value_or(first));
}

void StabilityWatch::note_asked() {
  next_ask_ = in_.node.now() + in_.star.answer_timeout(in_.star.hub());
}

void StabilityWatch::check() const {
  if (!stability_) return;
  for (const LogId log : in_.logs.all())
    ensure(stability_->stable_length(log) <= in_.logs.length(log), "what is stable is held here",
           in_.logs.name(log), "is stable up to", stability_->stable_length(log), "of",
           in_.logs.length(log));
  if (in_.star.size() > 1)
    ensure(unstable_since_.has_value() != stability_->all_stable(),
           "it is known since when something is not stable");
}

}  // namespace glomers
