#pragma once

#include <optional>

#include "common/replication/rtt.hpp"
#include "common/time.hpp"

namespace glomers {

/// When batches go out in the star.
///
/// Idle, hub and leaf send at once. Under load the hub flushes once an interval:
/// the beat. A leaf aims its one batch to reach the hub just before the next
/// beat: it knows when the last beat reached it and how long the round trip
/// takes, and needs no common clock. A batch that comes too late for its beat
/// does not wait for the next: each tells how long its oldest entry has waited,
/// and the hub flushes before any entry's wait exceeds the interval by a tenth.
class Beat {
 public:
  /// What the leaf aims for: shortly before the beat, for the fewest messages at
  /// a given wait; or midway between two beats, which evens out the two
  /// directions where entries wait for their acknowledgement (stability).
  enum class Aim { before_beat, midway };

  Beat(Time interval, Aim aim) : interval_(interval), aim_(aim) {}

  Time interval() const { return interval_; }

  /// An entry that nobody else has: when it came into being here, or, if it came
  /// in a batch, when it came and how long it had waited by then.
  void entry_waits(Time now) {
    if (!waiting_since_) waiting_since_ = now;
  }
  void entry_came(Time now, Time age);

  std::optional<Time> waiting_since() const { return waiting_since_; }

  /// Everything that waited has gone out, or need not go any more.
  void sent(Time now) {
    last_sent_ = now;
    nothing_waits();
  }
  void nothing_waits() { waiting_since_ = deadline_ = std::nullopt; }

  /// A beat of the hub has reached this leaf.
  void heard(Time now) { last_heard_ = now; }

  /// When the waiting entries go out; none if nothing waits.
  std::optional<Time> hub_due() const;
  std::optional<Time> leaf_due(const RoundTrip& rtt, Time now) const;

 private:
  Time leaf_slot(const RoundTrip& rtt) const;

  Time interval_;
  Aim aim_;
  std::optional<Time> waiting_since_;
  std::optional<Time> deadline_;  ///< hub: flush by then at the latest
  std::optional<Time> last_sent_;
  std::optional<Time> last_heard_;
};

}  // namespace glomers
