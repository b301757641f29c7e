#include "tests/replication/log_cluster.hpp"

using namespace glomers;

namespace {

using Cuts = std::vector<std::pair<std::size_t, std::size_t>>;

/// Length of the origin node's stable prefix on a node, all incarnations added up.
std::int64_t stable_length(TestCluster& c, const std::string& id, const std::string& origin) {
  std::int64_t length = 0;
  const Json stable_lengths = c.client_request(id, {{"type", "read"}}).at("stable");
  for (const auto& [name, n] : stable_lengths.items())
    if (name.substr(0, name.find('.')) == origin) length += n.get<std::int64_t>();
  return length;
}

}  // namespace

TEST_CASE("an entry is stable once all nodes hold it, and not before") {
  for (const std::size_t n : {1U, 2U, 3U, 5U}) {
    TestCluster c(n, log_program(stable));
    settle(c);
    const std::string last = c.ids().back();
    if (n > 1) c.cut("n0", last);
    for (std::size_t i = 1; i + 1 < n; ++i) c.cut(c.ids()[i], last);
    append(c, "n0", "x");
    c.run_for(10s);
    for (const auto& id : c.ids()) CHECK(stable_length(c, id, "n0") == (n == 1 ? 1 : 0));
    c.heal();
    c.run_for(4s);
    INFO(n << " nodes");
    for (const auto& id : c.ids()) CHECK(stable_length(c, id, "n0") == 1);
    const auto quiet = c.message_count();
    c.run_for(60s);
    CHECK(c.message_count() == quiet);
  }
}

TEST_CASE("stability spreads without the hub, in a ring of majorities too") {
  TestCluster c(5, log_program(stable));
  c.set_link(latency(0ms));
  settle(c);
  for (std::size_t a = 0; a < 5; ++a) c.cut(c.ids()[a], c.ids()[(a + 2) % 5]);
  for (const auto& id : c.ids()) append(c, id, "of " + id);
  c.run_for(10s);
  for (const auto& id : c.ids())
    for (const auto& origin : c.ids()) CHECK(stable_length(c, id, origin) == 1);
}

namespace {

/// Links that are cut, so that all nodes still reach each other: rings in one direction
/// and in both, and a line.
std::vector<std::pair<std::string, Cuts>> connected_partitions(std::size_t n) {
  std::vector<std::pair<std::string, Cuts>> all = {
      {"one-way ring up", {}}, {"one-way ring down", {}}, {"ring", {}}, {"line", {}}};
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = 0; b < n; ++b) {
      if (a == b) continue;
      const bool up = (a + 1) % n == b;
      const bool down = (b + 1) % n == a;
      if (!up) all[0].second.push_back({a, b});
      if (!down) all[1].second.push_back({a, b});
      if (!up && !down) all[2].second.push_back({a, b});
      if (a + 1 != b && b + 1 != a) all[3].second.push_back({a, b});
    }
  return all;
}

/// With ten entries a second, the longest that any node knew an entry not to be stable
/// after the links were cut.
Time worst_delay(std::size_t n, const Cuts& cuts) {
  TestCluster c(n, log_program(stable), n);
  c.set_link(latency(0ms));
  settle(c);
  for (const auto& [a, b] : cuts) c.cut_one_way(c.ids()[a], c.ids()[b]);
  std::map<std::string, std::vector<Time>> made;
  Time worst{0};
  for (std::size_t tick = 0; tick < 100; ++tick) {
    const std::string& id = c.ids()[tick % n];
    append(c, id, tick);
    made[id].push_back(c.now());
    c.run_for(100ms);
    for (const auto& reader : c.ids())
      for (const auto& [origin, times] : made) {
        const auto length = static_cast<std::size_t>(stable_length(c, reader, origin));
        if (length < times.size()) worst = std::max(worst, c.now() - times[length]);
      }
  }
  return worst;
}

}  // namespace

TEST_CASE("wherever all nodes reach each other, entries become stable within seconds") {
  for (const std::size_t n : {3U, 5U}) {
    for (const auto& [name, cuts] : connected_partitions(n)) {
      INFO(n << " nodes, " << name);
      // Maelstrom's one-way ring has three nodes. With five it has twice the turns to take.
      const bool long_way = n == 5 && name.starts_with("one-way");
      CHECK(worst_delay(n, cuts) < (long_way ? 5s : 3s));
    }
  }
}

namespace {

/// Ten entries a second on each of two nodes with a journal, and the longest that any node knew one
/// not to be stable.
Time worst_delay_under_load(Time way, Time span) {
  TestCluster c(2, log_program({.flush_interval = 100ms, .stability = true, .durable = true}));
  c.set_link(latency(way));
  settle(c);
  std::map<std::string, std::vector<Time>> made;
  Time worst{0};
  for (const Time end = c.now() + span; c.now() < end; c.run_for(100ms))
    for (const auto& id : c.ids()) {
      c.ask(id, {{"type", "append"}, {"value", made[id].size()}});
      made[id].push_back(c.now());
      for (const auto& origin : c.ids()) {
        const auto length = static_cast<std::size_t>(stable_length(c, id, origin));
        if (length < made[origin].size()) worst = std::max(worst, c.now() - made[origin][length]);
      }
    }
  return worst;
}

}  // namespace

TEST_CASE("entries become stable under steady load, however slow the journal's store is") {
  for (const Time way : {0ms, 20ms, 50ms, 200ms}) {
    INFO(to_ms(way) << " ms a message");
    CHECK(worst_delay_under_load(way, 60s) < 500ms + 8 * way);
  }
}

TEST_CASE("eager: an entry of two nodes is stable within two round trips and an interval") {
  const Replica::Options eager{.flush_interval = 20ms, .stability = true, .eager = true};
  TestCluster c(2, log_program(eager));
  c.set_link(latency(10ms));
  settle(c);
  for (int i = 1; i <= 5; ++i) {
    for (const auto& id : c.ids()) append(c, id, i);
    c.run_for(60ms);
    for (const auto& id : c.ids()) CHECK(stable_length(c, id, id) == i);
  }
}

TEST_CASE("after a restart entries become stable everywhere again, and it gets quiet") {
  for (const std::string victim : {"n0", "n1", "n2"}) {
    TestCluster c(3, log_program(stable));
    settle(c);
    // An alarm, in which the leaves come to know each other.
    c.cut("n0", "n1");
    append(c, "n1", "before");
    c.run_for(3s);
    c.heal();
    settle(c);
    c.restart(victim);
    settle(c);
    append(c, "n0", "after");
    append(c, victim, "after");
    c.run_for(5s);
    INFO(victim << " restarted");
    for (const auto& id : c.ids()) {
      CHECK(stable_length(c, id, "n0") == (victim == "n0" ? 2 : 1));
      CHECK(stable_length(c, id, "n1") == (victim == "n1" ? 2 : 1));
    }
    const auto quiet = c.message_count();
    c.run_for(60s);
    CHECK(c.message_count() == quiet);
  }
}

TEST_CASE("what was lost on the way is asked for, so that stability arrives") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    TestCluster c(3, log_program(stable), seed);
    c.set_link([](const Message&, Random& random) {
      return random.chance(0.3) ? std::vector<Time>{} : std::vector<Time>{1ms};
    });
    for (int i = 0; i < 20; ++i) append(c, c.ids()[static_cast<std::size_t>(i) % 3], i);
    c.run_for(10s);
    c.set_link(latency(1ms));
    c.run_for(5s);
    CAPTURE(seed);
    for (const auto& id : c.ids())
      for (const auto& origin : c.ids())
        REQUIRE(stable_length(c, id, origin) == (origin == "n2" ? 6 : 7));
  }
}
