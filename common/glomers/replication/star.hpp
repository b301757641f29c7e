#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "glomers/replication/own_log.hpp"
#include "glomers/replication/pace.hpp"
#include "glomers/replication/peer.hpp"

namespace glomers {

/// The cluster as a star: the first node is the hub, and the others are leaves. The hub serves
/// all leaves, and each leaf serves the hub: they keep each other up to date by themselves. Two
/// leaves talk only in alarm, and answer each other.
class Star {
 public:
  Star(const std::vector<std::string>& ids, NodeIndex self, const Pace& pace);

  std::size_t size() const { return peers_.size(); }
  NodeIndex self() const { return self_; }
  bool is_hub() const { return self_ == hub_index; }

  Peer& peer(NodeIndex index) { return peers_[index.value()]; }
  const Peer& peer(NodeIndex index) const { return peers_[index.value()]; }
  /// The hub, as a leaf knows it.
  Peer& hub() { return peers_[0]; }
  const Peer& hub() const { return peers_[0]; }

  std::span<Peer> served_peers() { return served(std::span(peers_)); }
  std::span<const Peer> served_peers() const { return served(std::span(peers_)); }
  bool serves(const Peer& peer) const { return is_hub() || peer.index() == hub_index; }

  /// The other leaves, for a leaf.
  std::vector<NodeIndex> other_leaves() const;

  bool has_suspects() const { return std::ranges::any_of(served_peers(), &Peer::is_suspect); }

  /// A served peer becomes a suspect if it does not answer within this.
  Time answer_timeout(const Peer& peer) const { return peer.answer_timeout(pace_.ack_delay()); }

  /// All peers; this node's own place has nothing to be done.
  std::span<Peer> peers() { return peers_; }
  std::span<const Peer> peers() const { return peers_; }

  // When something is to be done for a peer, Time::max() if nothing is. Of many peers most have
  // nothing due, so they are looked through only when earliest_due() has come. ----------------

  Time due(const Peer& peer) const;
  /// Never later than the earliest due() of all peers, if note_due() is called for each peer that
  /// has changed.
  Time earliest_due() const { return earliest_due_; }
  void note_due(const Peer& peer) { earliest_due_ = std::min(earliest_due_, due(peer)); }
  void find_earliest_due();

  /// Throws InvariantError where a peer is in no condition that it can be in, or something is due
  /// for it before earliest_due().
  void check(const Logs& logs, const OwnLog& own) const;

 private:
  static constexpr NodeIndex hub_index{};

  template <class P>
  std::span<P> served(std::span<P> peers) const {
    return is_hub() ? peers.subspan(1) : peers.first(1);
  }

  NodeIndex self_;
  const Pace& pace_;
  std::vector<Peer> peers_;  ///< by node index; this node's own place is unused
  Time earliest_due_ = Time::max();
};

}  // namespace glomers
