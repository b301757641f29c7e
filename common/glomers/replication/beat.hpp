#pragma once

#include <optional>

#include "glomers/replication/rtt.hpp"
#include "glomers/time.hpp"

namespace glomers {

/// When batches go out in the star.
///
/// Idle, hub and leaf send at once. Under load the hub flushes once an interval:
/// the beat. A leaf aims its one batch to reach the hub just before the next
/// beat: it knows when the last beat reached it and how long the round trip
/// takes, and needs no common clock. A batch that comes too late for its beat
/// need not wait for the next: each tells how long its oldest entry has waited,
/// and the hub flushes before any entry's wait exceeds the interval by a sixteenth.
/// Such a flush out of turn does not move the beat, so that all leaves stay in
/// step with it.
class Beat {
 public:
  /// When a leaf's batch shall reach the hub.
  enum class Aim {
    before_beat,  ///< for the fewest messages at a given wait
    midway,       ///< between two beats: entries are soonest acknowledged
    any_time,     ///< once an interval after the leaf's last, and no wait at the hub
  };

  Beat(Time interval, Aim aim) : interval_(interval), aim_(aim) {}

  /// An entry has come into being here that nobody else has. News of stability counts as one.
  void on_local_entry(Time now) {
    if (!waiting_since_) waiting_since_ = now;
  }
  /// An entry has come in a batch, and had waited for `age` by then.
  void on_forwarded_entry(Time now, Time age);

  std::optional<Time> waiting_since() const { return waiting_since_; }

  /// The time at which the hub sends out what waits; none if nothing waits.
  std::optional<Time> hub_due() const;

  /// The hub sends out everything that waited. Returns how long it is to the next beat.
  Time hub_flushed(Time now);

  /// The same two for a leaf.
  std::optional<Time> leaf_due(const RoundTrip& rtt, Time now) const;
  void leaf_flushed(Time now);

  /// A leaf has got a flush of the hub, with what hub_flushed() said of it.
  void heard(Time now, Time until_next_beat) {
    last_heard_ = now;
    next_heard_ = now + until_next_beat;
  }

 private:
  bool idle_at(Time now) const;
  Time next_beat(Time now) const;
  std::optional<Time> leaf_slot(const RoundTrip& rtt) const;
  Time max_wait() const { return interval_ + interval_ / 16; }

  Time interval_;
  Aim aim_;
  std::optional<Time> waiting_since_;
  std::optional<Time> deadline_;    ///< hub: flush by then at the latest
  Time last_beat_{0};               ///< hub: the last that it gave
  std::optional<Time> last_sent_;   ///< the last flush
  std::optional<Time> last_heard_;  ///< leaf: the hub's last flush
  Time next_heard_{0};              ///< leaf: when the hub's next beat will come
};

}  // namespace glomers
