#pragma once

#include <algorithm>

#include "glomers/replication/beat.hpp"
#include "glomers/replication/replica.hpp"

namespace glomers {

/// The times that follow from a Replica's options.
class Pace {
 public:
  explicit Pace(const Replica::Options& options) : options_(options) {}

  Time flush_interval() const { return options_.flush_interval; }

  /// What a peer sent is acknowledged within this. The later, the more acknowledgements ride
  /// on batches; but what is lost must be noticed and sent again within two seconds.
  Time ack_delay() const {
    if (options_.eager) return Time(0);
    if (options_.stability) return options_.flush_interval;
    return std::max<Time>(min_ack_delay, options_.flush_interval * 3 / 2);
  }

  Beat::Aim aim() const {
    if (options_.eager) return Beat::Aim::any_time;
    return options_.stability ? Beat::Aim::midway : Beat::Aim::before_beat;
  }

  /// Messages of one peer that are no further apart belong together: one of them is answered.
  Time moment() const { return options_.flush_interval / 2; }

  /// The mean time between two turns of a node to gossip, in alarm.
  Time gossip_interval() const {
    return std::clamp<Time>(options_.flush_interval, min_gossip_interval, max_gossip_interval);
  }

 private:
  static constexpr Time min_ack_delay = 1500ms;
  static constexpr Time min_gossip_interval = 250ms;
  static constexpr Time max_gossip_interval = 1s;

  Replica::Options options_;
};

}  // namespace glomers
