#pragma once

#include <algorithm>

#include "glomers/time.hpp"

namespace glomers {

/// Whether this node gossips: while it has suspects, and for a while after it, or somebody
/// whom it heard, last had some.
class Alarm {
 public:
  /// A node goes on gossiping for so long after it last heard of trouble.
  static constexpr Time length = 2s;

  /// This node has suspects.
  void raise(Time now) { until_ = now + length; }

  /// Somebody else gossips, and will for so long.
  void hear(Time now, Time left) { until_ = std::max(until_, now + left); }

  bool is_on(Time now) const { return until_ > now; }
  Time left(Time now) const { return until_ - now; }

 private:
  Time until_{0};
};

}  // namespace glomers
