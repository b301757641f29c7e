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

TEST_CASE("a leaf dies: the hub suspects it, learns of its new incarnation, and tells it all") {
  TestCluster c(3, log_program(plain));
  settle(c);
  using Lines = std::vector<std::string>;
  CHECK(peers(c, "n0") == Lines{"n1 quiet", "n2 quiet"});

  append(c, "n1", "x");
  c.run_for(10ms);  // the hub has passed it on
  CHECK(peers(c, "n1") == Lines{"n0 awaited, sent n1:1", "n2 quiet"});
  CHECK(peers(c, "n0") == Lines{"n1 quiet, has n1:1", "n2 awaited, sent n1:1"});
  CHECK(peers(c, "n2") == Lines{"n0 quiet, has n1:1", "n1 quiet"});

  c.run_for(3s);  // both have acknowledged it
  CHECK(peers(c, "n1") == Lines{"n0 quiet, has n1:1", "n2 quiet"});
  CHECK(peers(c, "n0") == Lines{"n1 quiet, has n1:1", "n2 quiet, has n1:1"});

  c.cut("n0", "n2");
  append(c, "n0", "y");
  c.run_for(10ms);
  CHECK(peers(c, "n0") ==
        Lines{"n1 awaited, has n1:1, sent n0:1", "n2 awaited, has n1:1, sent n0:1"});

  c.run_for(3s);  // n2 has it from n1, by gossip, and the hub cannot know
  CHECK(peers(c, "n0") == Lines{"n1 quiet, has n0:1 n1:1", "n2 suspect, has n1:1"});
  CHECK(holds(c, "n2", "n0", "y"));

  c.restart("n2");
  CHECK(peers(c, "n2") == Lines{"n0 quiet", "n1 quiet"});
  c.heal();
  c.run_for(1s);  // a probe has told the hub of the new incarnation, which has got all
  CHECK(peers(c, "n0") == Lines{"n1 quiet, has n0:1 n1:1", "n2 quiet, has n0:1 n1:1"});
  CHECK(entry_count(c, "n2") == 2);

  append(c, "n2", "reborn");
  c.run_for(
      5s);  // n2' is the log of n2's second incarnation; nobody has known entries of the first
  CHECK(peers(c, "n0") == Lines{"n1 quiet, has n0:1 n1:1 n2':1", "n2 quiet, has n0:1 n1:1 n2':1"});
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
