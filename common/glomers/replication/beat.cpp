#include "glomers/replication/beat.hpp"

#include <algorithm>

#include "glomers/ensure.hpp"

namespace glomers {
namespace {

/// The first guess: the slowest network that Maelstrom's challenges have. Where it
/// is wrong, the first beats cost some flushes out of turn.
constexpr Time unmeasured_round_trip = 200ms;

}  // namespace

void Beat::on_forwarded_entry(Time now, Time age) {
  on_local_entry(now);
  const Time wait = aim_ == Aim::any_time ? interval_ : max_wait();
  const Time deadline = now + std::max(wait - age, Time(0));
  deadline_ = std::min(deadline_.value_or(deadline), deadline);
}

std::optional<Time> Beat::hub_due() const {
  if (!waiting_since_) return std::nullopt;
  if (idle_at(*waiting_since_)) return waiting_since_;
  const Time beat = next_beat(*waiting_since_);
  return std::min(beat, deadline_.value_or(beat));
}

Time Beat::hub_flushed(Time now) {
  ensure(waiting_since_.has_value(), "the hub flushes when something waits");
  if (idle_at(*waiting_since_) || next_beat(*waiting_since_) <= now) last_beat_ = now;
  waiting_since_ = deadline_ = std::nullopt;
  last_sent_ = now;
  return next_beat(now) - now;
}

/// The hub's last flush is so long ago that the next entry gives the beat anew.
bool Beat::idle_at(Time now) const {
  return !last_sent_ || *last_sent_ + interval_ <= now;
}

/// The hub's first beat after `now`; beats are whole intervals apart.
Time Beat::next_beat(Time now) const {
  return last_beat_ + ((now - last_beat_) / interval_ + 1) * interval_;
}

void Beat::leaf_flushed(Time now) {
  waiting_since_ = deadline_ = std::nullopt;
  last_sent_ = now;
}

std::optional<Time> Beat::leaf_due(const RoundTrip& rtt, Time now) const {
  if (!waiting_since_) return std::nullopt;
  const Time paced =
      last_sent_ ? std::max(*waiting_since_, *last_sent_ + interval_) : *waiting_since_;
  if (aim_ == Aim::any_time) return paced;
  const Time missed_beat = last_heard_.value_or(Time::min() / 2) + interval_ + interval_ / 4;
  if (now < missed_beat) {
    const auto slot = leaf_slot(rtt);
    return slot ? std::min(*slot, missed_beat) : *waiting_since_;
  }
  // The hub is idle. If it owes an answer, that comes first.
  const bool unanswered = !last_heard_ || last_sent_ > last_heard_;
  return unanswered ? paced : *waiting_since_;
}

/// The first moment since something waits at which a batch would arrive as aimed,
/// given that beats keep coming; none if that would be too long a wait, as the
/// beat has moved meanwhile.
std::optional<Time> Beat::leaf_slot(const RoundTrip& rtt) const {
  const Time margin = std::clamp(8 * rtt.deviation(), interval_ / 40, interval_ / 20);
  const Time arrival = aim_ == Aim::midway ? interval_ / 2 : interval_ - margin;
  const Time way =
      rtt.measured() ? rtt.mean() : std::min(unmeasured_round_trip, interval_ * 7 / 10);
  Time slot = next_heard_ - interval_ + arrival - way;
  while (slot < *waiting_since_) slot += interval_;
  if (slot + margin > *waiting_since_ + max_wait()) return std::nullopt;
  return slot;
}

}  // namespace glomers
