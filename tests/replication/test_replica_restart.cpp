#include "glomers/testing.hpp"
#include "tests/replication/log_cluster.hpp"

using namespace glomers;

TEST_CASE("a restarted node gets the newest entry of each log, where that says all") {
  TestCluster c(3, log_program({.newest_only = true}));
  settle(c);
  for (int value = 0; value < 500; ++value) {
    append(c, "n1", value);
    c.run_for(20ms);
  }
  c.run_for(10s);
  std::size_t longest = 0;
  c.set_link([&](const Message& message, Random&) {
    if (message.dest == "n2") longest = std::max(longest, to_line(message).size());
    return std::vector<Time>{1ms};
  });
  c.restart("n2");
  settle(c);
  CHECK(holds(c, "n2", "n1", 499));
  CHECK(entry_count(c, "n2") == 1);
  CHECK(longest > 0);
  CHECK(longest < 500);
}

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

TEST_CASE("third nodes may still tell of a dead incarnation: who speaks is the one that counts") {
  TestNode t(log_program(stable));
  t.init("n0", {"n0", "n1", "n2"});
  t.request({{"type", "append"}, {"value", "x"}});
  t.advance(100ms);
  const std::string own = t.sent_to("n1").at(0).body.at("logs").items().begin()->first;
  const auto hear = [&](const std::string& from, const std::string& tag, const Json& fields) {
    Json body = {{"type", "replicate"}, {"tag", tag}, {"ts", 0}};
    body.update(fields);
    t.deliver(from, body);
  };
  const std::string dead = "00000000001", alive = "00000000002", third = "00000000003";
  hear("n2", dead, {{"have", {{"n2." + dead, 0}}}});
  hear("n2", alive, {{"have", {{own, 1}, {"n2." + alive, 0}}}});
  hear("n1", third,
       {{"have", {{own, 1}, {"n1." + third, 0}}}, {"rows", {{"n2." + dead, {{"n2." + dead, 0}}}}}});
  hear("n2", alive, {{"have", {{"n2." + alive, 0}}}});
  CHECK(t.request({{"type", "read"}}).at("stable").at(own) == 1);
}
