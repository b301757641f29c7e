#include "tests/catch.hpp"
#include "tests/eddy/history/script.hpp"
#include "tests/eddy/judge/set_full.hpp"

using namespace eddy;

namespace {

Json check_broadcast(const History& history) {
  return check_set_full(history, "broadcast");
}

Script one_broadcast() {
  return Script().invoke(0, "broadcast", 7).ok(0);
}

}  // namespace

TEST_CASE("an element in the last read is stable") {
  Script script = one_broadcast();
  const Json result = check_broadcast(script.read(1, {7}).history());
  CHECK(result["valid"] == true);
  CHECK(result["attempt-count"] == 1);
  CHECK(result["stable-count"] == 1);
  CHECK(result["stable-latencies"] ==
        Json{{"0", 0}, {"0.5", 0}, {"0.95", 0}, {"0.99", 0}, {"1", 0}});
  CHECK(!result.contains("lost-latencies"));
}

TEST_CASE("an acknowledged element missing from the last read is lost") {
  Script script = one_broadcast();
  script.read(1, {7});
  script.read(1, Json::array());
  const Json result = check_broadcast(script.history());
  CHECK(result["valid"] == false);
  CHECK(result["lost"] == Json::array({7}));
  CHECK(result["lost-latencies"]["1"] == 1);
  CHECK(result["explanations"].size() == 1);
}

TEST_CASE("an indefinite element once read and then missing is lost") {
  Script script;
  script.invoke(0, "broadcast", 7).info(0);
  script.read(1, {7});
  script.read(1, Json::array());
  CHECK(check_broadcast(script.history())["lost"] == Json::array({7}));
}

TEST_CASE("an element known to nobody may be missing") {
  for (bool fails : {true, false}) {
    Script script;
    script.invoke(0, "broadcast", 7);
    if (fails) {
      script.fail(0);
    } else {
      script.info(0);
    }
    const Json result = check_broadcast(script.read(1, Json::array()).history());
    CHECK(result["never-read"] == Json::array({7}));
    CHECK(result["lost-count"] == 0);
  }
}

TEST_CASE("a read that overlaps the broadcast proves nothing by what it lacks") {
  Script script;
  script.invoke(1, "read").invoke(0, "broadcast", 7).ok(0).ok(1, Json::array());
  const Json result = check_broadcast(script.history());
  CHECK(result["valid"] == "unknown");
  CHECK(result["never-read-count"] == 1);
  CHECK(result.contains("explanations"));
}

TEST_CASE("of two reads the one that began later counts") {
  Script script = one_broadcast();
  script.invoke(1, "read").invoke(2, "read").ok(2, Json::array()).ok(1, {7});
  CHECK(check_broadcast(script.history())["valid"] == false);
}

TEST_CASE("the stable latency runs from the ok to the last read that lacks the element") {
  Script script = one_broadcast();
  script.wait_ms(29).invoke(1, "read").ok(1, Json::array());
  const Json result = check_broadcast(script.read(1, {7}).history());
  CHECK(result["valid"] == true);
  CHECK(result["stale"] == Json::array({7}));
  CHECK(result["stable-latencies"]["1"] == 30);
  CHECK(result["worst-stale"][0]["stable-latency"] == 30);
}

TEST_CASE("the latency counts the nanosecond after the last read that lacks the element") {
  Script script = one_broadcast();
  script.read(1, Json::array());
  History history = script.read(1, {7}).history();
  history[2].time_ns -= 1;  // 1 ms, less 1 ns, after the ok
  CHECK(check_broadcast(history)["stale-count"] == 1);
  history[2].time_ns -= 1;
  CHECK(check_broadcast(history)["stale-count"] == 0);
}

TEST_CASE("quantiles take the element at floor(n q)") {
  Script script;
  for (int i = 0; i < 4; ++i) script.invoke(0, "broadcast", i).ok(0).wait_ms(9);
  script.read(1, Json::array());
  const Json result = check_broadcast(script.read(1, {0, 1, 2, 3}).history());
  CHECK(result["stable-latencies"] ==
        Json{{"0", 10}, {"0.5", 32}, {"0.95", 43}, {"0.99", 43}, {"1", 43}});
}

TEST_CASE("nothing stable is unknown") {
  CHECK(check_broadcast({})["valid"] == "unknown");
  CHECK(check_broadcast(one_broadcast().history())["valid"] == "unknown");
}

TEST_CASE("an element broadcast again starts afresh") {
  Script script = one_broadcast();
  script.read(1, Json::array());
  script.invoke(0, "broadcast", 7).ok(0);
  const Json result = check_broadcast(script.read(1, {7}).history());
  CHECK(result["attempt-count"] == 1);
  CHECK(result["stale-count"] == 0);
}

TEST_CASE("odd reads are harmless, but told") {
  Script script = one_broadcast();
  script.invoke(2, "broadcast", 8).fail(2);
  script.read(1, {7, 7, 8, 99});
  const Json result = check_broadcast(script.history());
  CHECK(result["valid"] == true);
  CHECK(result["duplicated-count"] == 0);
  CHECK(result["beyond"]["repeated"]["count"] == 1);
  CHECK(result["beyond"]["failed-but-read"]["count"] == 1);
  CHECK(result["beyond"]["never-broadcast"]["count"] == 1);
}

TEST_CASE("null is an empty list, and told") {
  Script script;
  script.read(1, nullptr).invoke(0, "broadcast", 7).ok(0);
  CHECK(check_broadcast(Script(script).read(1, nullptr).history())["valid"] == false);
  const Json result = check_broadcast(script.read(1, {7}).history());
  CHECK(result["valid"] == true);
  CHECK(result["beyond"]["null-list"]["count"] == 1);
}

TEST_CASE("a read that is no list is named") {
  CHECK_THROWS_AS(check_broadcast(Script().invoke(0, "read").ok(0, 5).history()), OpError);
}

TEST_CASE("the checker agrees with the definition, element by element") {
  // The plain way, quadratic: every read against every element.
  struct Plain {
    std::ptrdiff_t invoked, known = -1, present = -1, absent = -1;
  };
  std::uint64_t seed = 1;
  const auto draw = [&](std::uint64_t bound) {
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (seed >> 33) % bound;
  };
  for (int round = 0; round < 200; ++round) {
    Script script;
    std::map<int, Plain> plain;
    std::map<std::int64_t, std::ptrdiff_t> reading;
    int next = 0;
    for (std::ptrdiff_t at = 0; at < 60; ++at) {
      const auto process = static_cast<std::int64_t>(draw(4));
      const auto open = reading.find(process);
      if (open == reading.end()) {
        if (draw(2) == 0) {
          script.invoke(process, "read");
          reading[process] = at;
        } else {
          script.invoke(process, "broadcast", next).ok(process);
          plain[next++] = Plain{at, at + 1};
          ++at;
        }
        continue;
      }
      Json values = Json::array();
      for (auto& [value, element] : plain) {
        const bool held = draw(3) > 0;
        if (held) values.push_back(value);
        std::ptrdiff_t& latest = held ? element.present : element.absent;
        latest = std::max(latest, open->second);
      }
      script.ok(process, values);
      reading.erase(open);
    }
    Json stable = Json::array();
    Json lost = Json::array();
    for (const auto& [value, element] : plain) {
      if (element.present > element.absent) stable.push_back(value);
      if (element.absent > element.present && element.absent > element.known) lost.push_back(value);
    }
    const Json result = check_broadcast(script.history());
    CHECK(result["lost"] == lost);
    CHECK(result["stable-count"] == stable.size());
  }
}
