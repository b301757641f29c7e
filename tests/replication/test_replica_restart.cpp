#include "tests/replication/log_cluster.hpp"

using namespace glomers;

TEST_CASE("a restarted node, hub or leaf, gets back what others hold, its own past included") {
  for (const std::string victim : {"n0", "n2"}) {
    TestCluster c(3, log_program(plain));
    settle(c);
    for (const auto& id : c.ids()) append(c, id, "of " + id);
    c.run_for(3s);
    c.restart(victim);
    c.run_for(10s);
    INFO(victim << " restarted");
    CHECK(all_alike(c));
    CHECK(entry_count(c, victim) == 3);
    append(c, victim, "reborn");
    c.run_for(3s);
    for (const auto& id : c.ids()) CHECK(holds(c, id, victim, "reborn"));
    const auto quiet = c.message_count();
    c.run_for(60s);
    CHECK(c.message_count() == quiet);
  }
}

TEST_CASE("a restarted node gets everything back although half of the messages are lost") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    for (const std::string victim : {"n0", "n1"}) {
      TestCluster c(3, log_program(plain), seed);
      settle(c);
      for (const auto& id : c.ids()) append(c, id, "of " + id);
      c.run_for(1s);  // acknowledgements are still owed
      c.restart(victim);
      c.set_link([](const Message&, Random& random) {
        return random.chance(0.5) ? std::vector<Time>{} : std::vector<Time>{1ms};
      });
      c.run_for(4s);
      c.set_link(latency(1ms));
      c.run_for(10s);
      CAPTURE(seed, victim);
      REQUIRE(entry_count(c, victim) == 3);
      REQUIRE(all_alike(c));
    }
  }
}

TEST_CASE("a late message of a dead incarnation does no lasting harm") {
  for (const std::string victim : {"n0", "n2"}) {
    TestCluster c(3, log_program(plain));
    settle(c);
    c.set_link(latency(4s));
    append(c, victim, "last words");
    c.run_for(500ms);
    c.restart(victim);
    c.set_link(latency(1ms));
    append(c, victim, "reborn");
    c.run_for(20s);
    INFO(victim << " restarted");
    CHECK(all_alike(c));
    for (const auto& id : c.ids()) {
      CHECK(holds(c, id, victim, "last words"));
      CHECK(holds(c, id, victim, "reborn"));
    }
    const auto quiet = c.message_count();
    c.run_for(60s);
    CHECK(c.message_count() == quiet);
  }
}
