#include "glomers/replication/beat.hpp"
#include "glomers/replication/rtt.hpp"
#include "tests/catch.hpp"

using namespace glomers;

namespace {

constexpr Time interval = 1000ms;

RoundTrip round_trip(Time t) {
  RoundTrip rtt;
  for (int i = 0; i < 100; ++i) rtt.add(t);
  return rtt;
}

}  // namespace

TEST_CASE("the round trip is smoothed as RFC 6298 says") {
  RoundTrip rtt;
  CHECK_FALSE(rtt.measured());
  rtt.add(100ms);
  CHECK(rtt.mean() == 100ms);
  CHECK(rtt.deviation() == 50ms);
  rtt.add(180ms);
  CHECK(rtt.mean() == 110ms);
  CHECK(rtt.deviation() == 57500us);
  CHECK(rtt.upper_bound() == 340ms);
}

TEST_CASE("one pause does not count for a slow network") {
  RoundTrip rtt = round_trip(10ms);
  rtt.add(60s);
  CHECK(rtt.upper_bound() < 1500ms);
  rtt = RoundTrip();
  rtt.add(5s);  // the first sample: it may well be one
  CHECK(rtt.mean() == 5s);
}

TEST_CASE("an idle hub flushes at once, a busy one once an interval") {
  Beat beat(interval, Beat::Aim::before_beat);
  CHECK_FALSE(beat.hub_due());
  beat.on_local_entry(5ms);
  CHECK(beat.hub_due() == 5ms);
  CHECK(beat.hub_flushed(5ms) == interval);
  CHECK_FALSE(beat.hub_due());
  beat.on_local_entry(100ms);
  CHECK(beat.hub_due() == 1005ms);
  CHECK(beat.hub_flushed(1005ms) == interval);
  beat.on_local_entry(5000ms);
  CHECK(beat.hub_due() == 5000ms);
}

TEST_CASE("a late entry is flushed before it has waited an interval and a sixteenth") {
  Beat beat(interval, Beat::Aim::before_beat);
  beat.on_local_entry(0ms);
  beat.hub_flushed(0ms);
  beat.on_forwarded_entry(200ms, 1000ms);
  CHECK(beat.hub_due() == 262500us);
  SECTION("and that does not move the beat") {
    CHECK(beat.hub_flushed(262500us) == 737500us);
    beat.on_local_entry(400ms);
    CHECK(beat.hub_due() == 1000ms);
  }
  SECTION("the earliest of several deadlines counts") {
    beat.on_forwarded_entry(210ms, 1050ms);
    CHECK(beat.hub_due() == 222500us);
    beat.on_forwarded_entry(220ms, 0ms);
    CHECK(beat.hub_due() == 222500us);
  }
  SECTION("an entry that is too old already goes at once") {
    beat.on_forwarded_entry(250ms, 5000ms);
    CHECK(beat.hub_due() == 250ms);
  }
}

TEST_CASE("a leaf that has heard no beat sends at once, then once an interval") {
  Beat beat(interval, Beat::Aim::before_beat);
  const RoundTrip unmeasured;
  beat.on_local_entry(5ms);
  CHECK(beat.leaf_due(unmeasured, 5ms) == 5ms);
  beat.leaf_flushed(5ms);
  CHECK_FALSE(beat.leaf_due(unmeasured, 6ms));
  beat.on_local_entry(100ms);
  CHECK(beat.leaf_due(unmeasured, 100ms) == 1005ms);
}

TEST_CASE("a leaf's batch arrives shortly before the next beat") {
  Beat beat(interval, Beat::Aim::before_beat);
  const RoundTrip rtt = round_trip(200ms);
  beat.heard(10000ms, interval);  // given at 9900: the next comes at 10900
  beat.on_local_entry(10100ms);
  const Time due = *beat.leaf_due(rtt, 10100ms);
  CHECK(due + 100ms < 10900ms);
  CHECK(due + 100ms >= 10840ms);
  SECTION("an entry that comes after that aims for the beat after") {
    beat.leaf_flushed(due);
    beat.on_local_entry(due + 10ms);
    beat.heard(11000ms, interval);
    CHECK(beat.leaf_due(rtt, 11000ms) == due + interval);
  }
  SECTION("if the next beat does not come, the hub is idle") {
    beat.leaf_flushed(due);
    beat.on_local_entry(due + 10ms);
    CHECK(beat.leaf_due(rtt, 11300ms) > 11300ms);
  }
}

TEST_CASE("a flush out of turn tells the leaf the beat as well") {
  Beat beat(interval, Beat::Aim::before_beat);
  const RoundTrip rtt = round_trip(200ms);
  beat.heard(10000ms, 400ms);  // the next beat is given at 10300
  beat.on_local_entry(10050ms);
  const Time arrival = *beat.leaf_due(rtt, 10050ms) + 100ms;
  CHECK(arrival < 10300ms);
  CHECK(arrival >= 10240ms);
}

TEST_CASE("a hub that flushed out of turn keeps to its beats though one had nothing to send") {
  Beat beat(interval, Beat::Aim::before_beat);
  beat.on_local_entry(0ms);
  beat.hub_flushed(0ms);
  beat.on_forwarded_entry(600ms, 1000ms);
  beat.hub_flushed(700ms);
  beat.on_local_entry(1200ms);
  CHECK(beat.hub_due() == 2000ms);
  CHECK(beat.hub_flushed(2000ms) == interval);
}

TEST_CASE("a leaf that would wait too long for its slot sends at once") {
  Beat beat(interval, Beat::Aim::before_beat);
  const RoundTrip rtt = round_trip(200ms);
  beat.on_local_entry(9500ms);
  beat.heard(10000ms, interval);
  CHECK(*beat.leaf_due(rtt, 10000ms) == 9500ms);  // in the past: now
}

TEST_CASE("midway, a leaf's batch arrives between two beats") {
  Beat beat(interval, Beat::Aim::midway);
  beat.heard(10000ms, interval);
  beat.on_local_entry(10100ms);
  CHECK(*beat.leaf_due(round_trip(200ms), 10100ms) + 100ms == 10400ms);
}

TEST_CASE("with a round trip beyond the interval the beat is met all the same") {
  Beat beat(interval, Beat::Aim::before_beat);
  const RoundTrip rtt = round_trip(3000ms);
  beat.heard(10000ms, interval);  // given at 8500, so others come at 9500, 10500, 11500 ...
  beat.on_local_entry(10100ms);
  const Time arrival = *beat.leaf_due(rtt, 10100ms) + 1500ms;
  const Time into_beat = (arrival - 8500ms) % interval;
  CHECK(into_beat > 900ms);
}

TEST_CASE("any time: a leaf sends once an interval after its last") {
  Beat beat(interval, Beat::Aim::any_time);
  beat.heard(10000ms, interval);
  beat.on_local_entry(10100ms);
  CHECK(beat.leaf_due(round_trip(1ms), 10100ms) == 10100ms);
  beat.leaf_flushed(10100ms);
  beat.on_local_entry(10200ms);
  CHECK(beat.leaf_due(round_trip(1ms), 10200ms) == 11100ms);
}
