#include "common/replication/beat.hpp"

#include <algorithm>

namespace glomers {

void Beat::entry_came(Time now, Time age) {
  entry_waits(now);
  const Time longest_wait = interval_ + interval_ / 10;
  const Time deadline = now + std::max(longest_wait - age, Time(0));
  deadline_ = std::min(deadline_.value_or(deadline), deadline);
}

std::optional<Time> Beat::hub_due() const {
  if (!waiting_since_) return std::nullopt;
  if (!last_sent_) return waiting_since_;
  const Time due = std::max(*waiting_since_, *last_sent_ + interval_);
  return std::min(due, deadline_.value_or(due));
}

std::optional<Time> Beat::leaf_due(const RoundTrip& rtt, Time now) const {
  if (!waiting_since_) return std::nullopt;
  const Time missed_beat = last_heard_.value_or(Time::min() / 2) + interval_ + interval_ / 4;
  if (now < missed_beat) return std::min(leaf_slot(rtt), missed_beat);
  // The hub is idle. If it owes an answer, the next batch need not hurry.
  const bool unanswered = last_sent_ && (!last_heard_ || *last_sent_ > *last_heard_);
  return unanswered ? std::max(*waiting_since_, *last_sent_ + interval_) : *waiting_since_;
}

/// The first moment since something waits at which a batch would arrive as aimed,
/// given that beats keep coming.
Time Beat::leaf_slot(const RoundTrip& rtt) const {
  const Time margin = std::clamp(4 * rtt.deviation(), interval_ / 40, interval_ / 10);
  const Time arrival = aim_ == Aim::midway ? interval_ / 2 : interval_ - margin;
  Time slot = *last_heard_ + arrival - rtt.mean();
  while (slot < *waiting_since_) slot += interval_;
  return slot;
}

}  // namespace glomers
