#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "glomers/replication/logs.hpp"
#include "glomers/replication/rtt.hpp"
#include "glomers/time.hpp"

namespace glomers {

/// What a node knows of another node, and how far it has served it.
class Peer {
 public:
  explicit Peer(std::string peer_id) : id(std::move(peer_id)) {}

  /// Length of the prefix that the peer is known to hold.
  std::uint64_t have(Origin o) const { return o < have_.size() ? have_[o] : 0; }

  /// The peer says that it holds this much.
  void learn_have(Origin o, std::uint64_t length) {
    if (length <= have(o)) return;
    if (have_.size() <= o) have_.resize(o + 1);
    have_[o] = length;
    confirm(o, length);
  }

  /// Where the next batch to the peer starts.
  std::uint64_t next(Origin o) const { return std::max(have(o), sent(o)); }

  void mark_sent(Origin o, std::uint64_t length, Time now) {
    if (sent_.size() <= o) sent_.resize(o + 1);
    sent_[o] = length;
    std::vector<Sent>& outstanding = outstanding_[o];
    if (outstanding.empty()) by_time_.insert({now, o});
    outstanding.push_back({now, length});
  }

  /// When the oldest of that went out which has not been confirmed: entries, or an
  /// answer that was asked for.
  std::optional<Time> waiting_since() const {
    if (by_time_.empty()) return asked_since;
    const Time oldest = by_time_.begin()->first;
    return std::min(oldest, asked_since.value_or(oldest));
  }

  /// What was sent and not confirmed counts as lost; everything will be told anew.
  void rewind() {
    sent_.clear();
    outstanding_.clear();
    by_time_.clear();
    told = 0;
    rows_told = 0;
  }

  std::string id;
  std::string tag;               ///< its incarnation; empty until heard from
  std::optional<Origin> origin;  ///< the log of that incarnation
  std::uint64_t made = 0;        ///< how long that log will at least be (Batch)

  std::uint64_t told = 0;       ///< our logs' version at the last message to it
  std::uint64_t rows_told = 0;  ///< the same for the rows of third nodes

  std::optional<std::int64_t> ts_to_echo;  ///< its last time stamp that we have not sent back
  Time ts_came{0};
  RoundTrip rtt;

  bool knows_us = false;                ///< it has addressed this node's incarnation
  std::optional<Time> gap_told;         ///< when a gap in what it sent was last reported
  std::optional<Time> digest_answered;  ///< when one of its digests last was
  std::optional<Time> owed_since;       ///< it waits for our acknowledgement
  std::optional<Time> asked_since;      ///< we wait for a sign that it heard us
  bool suspect = false;                 ///< it did not answer in time
  int silent_for = 0;                   ///< digests that it was sent after its last message
  Time digest_sent{0};                  ///< the last one
  Time alarm_told{0};                   ///< when it last was told to gossip
  Time next_probe{0};

 private:
  std::uint64_t sent(Origin o) const { return o < sent_.size() ? sent_[o] : 0; }

  /// A batch brought the log to this length.
  struct Sent {
    Time at;
    std::uint64_t length;
  };

  void confirm(Origin o, std::uint64_t length) {
    const auto entry = outstanding_.find(o);
    if (entry == outstanding_.end()) return;
    std::vector<Sent>& sent = entry->second;
    const auto rest =
        std::find_if(sent.begin(), sent.end(), [&](const Sent& s) { return s.length > length; });
    if (rest == sent.begin()) return;
    by_time_.erase({sent.front().at, o});
    sent.erase(sent.begin(), rest);
    if (sent.empty())
      outstanding_.erase(entry);
    else
      by_time_.insert({sent.front().at, o});
  }

  std::vector<std::uint64_t> have_;
  std::vector<std::uint64_t> sent_;
  /// What went out of each log and is not confirmed, oldest first; and the logs by
  /// the time of their oldest.
  std::map<Origin, std::vector<Sent>> outstanding_;
  std::set<std::pair<Time, Origin>> by_time_;
};

}  // namespace glomers
