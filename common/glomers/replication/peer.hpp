#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "glomers/replication/log_spans.hpp"
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
    drop_confirmed();
  }

  /// Where the next batch to the peer starts.
  std::uint64_t next(Origin o) const { return std::max(have(o), sent(o)); }

  void mark_sent(std::shared_ptr<const LogSpans> logs, Time now) {
    for (const LogSpan& span : logs->spans) {
      if (sent_.size() <= span.origin) sent_.resize(span.origin + 1);
      sent_[span.origin] = span.end;
    }
    outstanding_.push_back({now, std::move(logs), 0});
  }

  /// When the oldest of that went out which has not been confirmed: entries, or an
  /// answer that was asked for.
  std::optional<Time> waiting_since() const {
    if (outstanding_.empty()) return asked_since;
    const Time oldest = outstanding_.front().at;
    return std::min(oldest, asked_since.value_or(oldest));
  }

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

  /// A batch that was sent.
  struct Sent {
    Time at;
    std::shared_ptr<const LogSpans> logs;
    std::size_t confirmed;  ///< so many spans are, from the first on; perhaps more
  };

  void drop_confirmed() {
    auto oldest = outstanding_.begin();
    for (; oldest != outstanding_.end(); ++oldest) {
      std::size_t& i = oldest->confirmed;
      const std::vector<LogSpan>& spans = oldest->logs->spans;
      while (i < spans.size() && have(spans[i].origin) >= spans[i].end) ++i;
      if (i < spans.size()) break;
    }
    outstanding_.erase(outstanding_.begin(), oldest);
  }

  std::vector<std::uint64_t> have_;
  std::vector<std::uint64_t> sent_;
  std::vector<Sent> outstanding_;  ///< oldest first; the first is not confirmed as a whole
};

}  // namespace glomers
