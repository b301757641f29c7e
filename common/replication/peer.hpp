#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/replication/logs.hpp"
#include "common/replication/rtt.hpp"
#include "common/time.hpp"

namespace glomers {

/// What a node knows of another node, and how far it has served it.
class Peer {
 public:
  explicit Peer(std::string peer_id) : id(std::move(peer_id)) {}

  /// Length of the prefix that the peer is known to hold.
  std::uint64_t have(Origin o) const { return o < have_.size() ? have_[o] : 0; }

  /// The peer says that it holds this much. Returns whether that is news.
  bool learn_have(Origin o, std::uint64_t length) {
    if (length <= have(o)) return false;
    if (have_.size() <= o) have_.resize(o + 1);
    have_[o] = length;
    if (length >= sent(o)) outstanding_.erase(o);
    return true;
  }

  /// Where the next batch to the peer starts.
  std::uint64_t next(Origin o) const { return std::max(have(o), sent(o)); }

  void mark_sent(Origin o, std::uint64_t length) {
    if (sent_.size() <= o) sent_.resize(o + 1);
    sent_[o] = length;
    outstanding_.insert(o);
  }

  /// Entries went out that the peer has not confirmed.
  bool has_outstanding() const { return !outstanding_.empty(); }

  /// What was sent and not confirmed counts as lost; everything will be told anew.
  void rewind() {
    sent_.clear();
    outstanding_.clear();
    told = 0;
    rows_told = 0;
  }

  std::string id;
  std::string tag;               ///< its incarnation; empty until heard from
  std::optional<Origin> origin;  ///< the log of that incarnation

  std::uint64_t told = 0;       ///< our logs' version at the last message to it
  std::uint64_t rows_told = 0;  ///< the same for the rows of third nodes

  std::optional<std::int64_t> ts_to_echo;  ///< its last time stamp that we have not sent back
  Time ts_came{0};
  RoundTrip rtt;

  std::optional<Time> owed_since;     ///< it waits for our acknowledgement
  std::optional<Time> unacked_since;  ///< we wait for its
  bool suspect = false;               ///< it did not answer in time
  Time next_probe{0};

 private:
  std::uint64_t sent(Origin o) const { return o < sent_.size() ? sent_[o] : 0; }

  std::vector<std::uint64_t> have_;
  std::vector<std::uint64_t> sent_;
  std::set<Origin> outstanding_;
};

}  // namespace glomers
