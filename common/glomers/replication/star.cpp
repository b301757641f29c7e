#include "glomers/replication/star.hpp"

namespace glomers {

Star::Star(const std::vector<std::string>& ids, NodeIndex self, const Pace& pace)
    : self_(self), pace_(pace) {
  peers_.reserve(ids.size());
  for (const auto& id : ids) peers_.emplace_back(NodeIndex(peers_.size()), id);
}

std::vector<NodeIndex> Star::other_leaves() const {
  std::vector<NodeIndex> leaves;
  for (const Peer& peer : peers_)
    if (peer.index() != hub_index && peer.index() != self_) leaves.push_back(peer.index());
  return leaves;
}

Time Star::due(const Peer& peer) const {
  Time due = Time::max();
  if (const auto owed = peer.owed_since()) due = *owed + pace_.ack_delay();
  if (!serves(peer)) return due;
  if (peer.is_suspect()) return std::min(due, peer.next_probe());
  if (const auto since = peer.waiting_since()) due = std::min(due, *since + answer_timeout(peer));
  return due;
}

void Star::find_earliest_due() {
  earliest_due_ = Time::max();
  for (const Peer& peer : peers_) note_due(peer);
}

void Star::check(const Logs& logs, const OwnLog& own) const {
  for (const Peer& peer : peers_) {
    peer.progress.check(logs);
    ensure(!peer.is_suspect() || serves(peer), "none but a served peer is suspected", "the peer is",
           peer.id());
    ensure(peer.progress.have(own.id()) <= own.length_pending(),
           "nobody holds more of this node's log than there is", peer.id(), "would hold",
           peer.progress.have(own.id()), "of", own.length_pending());
    ensure(earliest_due_ <= due(peer), "what is due for a peer is noted", "for", peer.id(),
           "something is due at", due(peer), "and the earliest is noted for", earliest_due_);
  }
}

}  // namespace glomers
