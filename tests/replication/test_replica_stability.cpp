#include "tests/replication/log_cluster.hpp"

using namespace glomers;

namespace {

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

TEST_CASE("eager: an entry of two nodes is stable within two round trips and an interval") {
  const Replica::Options eager{20ms, true, true};
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
