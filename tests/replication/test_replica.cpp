#include <algorithm>
#include <set>

#include "common/testing/test_cluster.hpp"
#include "common/testing/test_node.hpp"
#include "tests/catch.hpp"
#include "tests/replication/log_program.hpp"

using namespace glomers;

namespace {

const Replica::Options plain;
const Replica::Options stable{60ms, true, false};

/// Every node with what it has delivered, by origin node.
Json entries(TestCluster& c, const std::string& id) {
  return c.client_request(id, {{"type", "read"}}).at("entries");
}

void append(TestCluster& c, const std::string& id, const Json& value) {
  REQUIRE(c.client_request(id, {{"type", "append"}, {"value", value}}).at("type") == "append_ok");
}

bool holds(TestCluster& c, const std::string& id, const std::string& origin, const Json& value) {
  const Json all = entries(c, id);
  if (!all.contains(origin)) return false;
  return std::count(all[origin].begin(), all[origin].end(), value) == 1;
}

bool all_alike(TestCluster& c) {
  const Json first = entries(c, c.ids()[0]);
  return std::all_of(c.ids().begin(), c.ids().end(),
                     [&](const auto& id) { return entries(c, id) == first; });
}

std::size_t entry_count(TestCluster& c, const std::string& id) {
  std::size_t count = 0;
  for (const auto& list : entries(c, id)) count += list.size();
  return count;
}

/// Greetings and their acknowledgements are over.
void settle(TestCluster& c) {
  for (const auto& id : c.ids()) entries(c, id);
  c.run_for(10s);
}

TestCluster::Link latency(Time t) {
  return [t](const Message&, Random&) { return std::vector<Time>{t}; };
}

}  // namespace

TEST_CASE("a lone entry on an idle cluster is everywhere after two hops, with no added wait") {
  TestCluster c(5, log_program(plain));
  c.set_link(latency(10ms));
  settle(c);
  append(c, "n3", "x");
  c.run_for(20ms);
  for (const auto& id : c.ids()) CHECK(holds(c, id, "n3", "x"));
}

TEST_CASE("a quiet cluster sends nothing") {
  TestCluster c(5, log_program(plain));
  settle(c);
  append(c, "n3", "x");
  append(c, "n0", "y");
  c.run_for(5s);
  const auto before = c.message_count();
  c.run_for(60s);
  CHECK(c.message_count() == before);
}

TEST_CASE("entries of one origin come in order and once, whatever the network does") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    TestCluster c(5, log_program(plain), seed);
    // Lost, duplicated and reordered: exponential latency with a mean of 100 ms.
    c.set_link([](const Message&, Random& random) {
      std::vector<Time> arrivals;
      if (!random.chance(0.1)) arrivals.push_back(from_ms(100 * random.exponential()));
      if (random.chance(0.1)) arrivals.push_back(from_ms(300 * random.exponential()));
      return arrivals;
    });
    for (int i = 0; i < 100; ++i) {
      append(c, c.ids()[static_cast<std::size_t>(i) % 5], i);
      c.run_for(37ms);
    }
    c.set_link(latency(1ms));
    c.run_for(10s);
    CAPTURE(seed);
    REQUIRE(all_alike(c));
    const Json all = entries(c, "n0");
    for (int node = 0; node < 5; ++node) {
      Json expected = Json::array();
      for (int i = node; i < 100; i += 5) expected.push_back(i);
      REQUIRE(all["n" + std::to_string(node)] == expected);
    }
  }
}

TEST_CASE("a lost batch is sent again") {
  TestCluster c(3, log_program(plain));
  settle(c);
  c.set_link([](const Message&, Random&) { return std::vector<Time>{}; });
  append(c, "n1", "x");
  c.run_for(100ms);
  c.set_link(latency(1ms));
  c.run_for(4s);
  for (const auto& id : c.ids()) CHECK(holds(c, id, "n1", "x"));
}

namespace {

using Cuts = std::vector<std::pair<std::size_t, std::size_t>>;

/// Maelstrom's partitions for n nodes: one alone (each), a minority apart, and
/// the ring of majorities, in which a node reaches only its neighbours.
std::vector<std::pair<std::string, Cuts>> partitions(std::size_t n) {
  std::vector<std::pair<std::string, Cuts>> all;
  for (std::size_t alone = 0; alone < n; ++alone) {
    Cuts cuts;
    for (std::size_t other = 0; other < n; ++other)
      if (other != alone) cuts.push_back({alone, other});
    all.push_back({"alone: n" + std::to_string(alone), cuts});
  }
  Cuts split;
  for (std::size_t a = 0; a <= n / 2; ++a)
    for (std::size_t b = n / 2 + 1; b < n; ++b) split.push_back({a, b});
  all.push_back({"majority with the hub", split});
  Cuts ring;
  const std::size_t reach = n / 4 + (n == 3 ? 1 : 0);
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = a + 1; b < n; ++b)
      if (std::min(b - a, n - (b - a)) > reach) ring.push_back({a, b});
  all.push_back({"ring", ring});
  return all;
}

/// For each node, the lowest node that a path of working links leads to.
std::vector<std::size_t> components(std::size_t n, const Cuts& cuts) {
  std::vector<std::size_t> component(n);
  for (std::size_t i = 0; i < n; ++i) component[i] = i;
  for (std::size_t round = 0; round < n; ++round)
    for (std::size_t a = 0; a < n; ++a)
      for (std::size_t b = a + 1; b < n; ++b)
        if (std::count(cuts.begin(), cuts.end(), std::pair(a, b)) == 0 &&
            std::count(cuts.begin(), cuts.end(), std::pair(b, a)) == 0)
          component[a] = component[b] = std::min(component[a], component[b]);
  return component;
}

}  // namespace

TEST_CASE("nodes joined by working links see each other's entries within five seconds") {
  for (const std::size_t n : {3U, 5U, 7U}) {
    for (const auto& [name, cuts] : partitions(n)) {
      TestCluster c(n, log_program(plain), n);
      c.set_link(latency(0ms));
      settle(c);
      for (const auto& [a, b] : cuts) c.cut(c.ids()[a], c.ids()[b]);
      for (const auto& id : c.ids()) append(c, id, "of " + id);
      c.run_for(5s);
      const auto component = components(n, cuts);
      for (std::size_t a = 0; a < n; ++a)
        for (std::size_t b = 0; b < n; ++b) {
          INFO(n << " nodes, " << name << ", from n" << a << " to n" << b);
          CHECK(holds(c, c.ids()[b], c.ids()[a], "of " + c.ids()[a]) ==
                (component[a] == component[b]));
        }
    }
  }
}

TEST_CASE("two seconds after healing all have converged, and five later all is quiet") {
  for (const std::size_t n : {3U, 5U, 7U}) {
    for (const auto& [name, cuts] : partitions(n)) {
      for (const Time length : {100ms, 1500ms, 20000ms}) {
        INFO(n << " nodes, " << name << ", cut for " << to_ms(length) << " ms");
        TestCluster c(n, log_program(plain), n);
        c.set_link(latency(0ms));
        settle(c);
        for (const auto& [a, b] : cuts) c.cut(c.ids()[a], c.ids()[b]);
        for (const auto& id : c.ids()) append(c, id, "of " + id);
        c.run_for(length);
        for (const auto& id : c.ids()) append(c, id, "later of " + id);
        c.heal();
        c.run_for(2s);
        CHECK(all_alike(c));
        CHECK(entry_count(c, "n0") == 2 * n);
        c.run_for(5s);
        const auto quiet = c.message_count();
        c.run_for(60s);
        CHECK(c.message_count() == quiet);
      }
    }
  }
}

TEST_CASE("a one-way cut does not stop entries in either direction") {
  for (const auto& [src, dest] :
       {std::pair("n0", "n2"), std::pair("n2", "n0"), std::pair("n1", "n2")}) {
    TestCluster c(3, log_program(plain));
    settle(c);
    c.cut_one_way(src, dest);
    for (const auto& id : c.ids()) append(c, id, "of " + id);
    c.run_for(6s);
    INFO("cut from " << src << " to " << dest);
    CHECK(all_alike(c));
    CHECK(entry_count(c, "n0") == 3);
    c.heal();
    c.run_for(8s);
    const auto quiet = c.message_count();
    c.run_for(60s);
    CHECK(c.message_count() == quiet);
  }
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

TEST_CASE("a lost batch is sent again while others keep the link busy") {
  TestCluster c(3, log_program(plain));
  settle(c);
  c.cut("n0", "n1");
  append(c, "n1", "lost");
  c.run_for(50ms);
  c.heal();
  for (int i = 0; i < 30; ++i) {
    append(c, "n2", i);
    c.run_for(100ms);
  }
  for (const auto& id : c.ids()) CHECK(holds(c, id, "n1", "lost"));
}

TEST_CASE(
    "a restarted node gets everything back though the first messages to and from it are lost") {
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

TEST_CASE("under load a leaf sends one batch an interval, whatever the rate") {
  TestCluster c(3, log_program(plain));
  c.set_link(latency(20ms));
  settle(c);
  const auto before = c.message_count();
  for (int i = 0; i < 1000; ++i) {
    append(c, "n1", i);
    append(c, "n2", i);
    c.run_for(10ms);
  }
  // 20 ms an append are 40 s in all: 2 leaves, 2 directions, and some to spare.
  const double intervals = to_ms(c.now()) / to_ms(plain.flush_interval);
  CHECK(static_cast<double>(c.message_count() - before) < 4 * intervals * 1.1);
}

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

TEST_CASE("malformed batches are refused and change nothing") {
  TestNode t(log_program(plain));
  t.init("n0", {"n0", "n1"});
  const auto batch = [](Json fields) {
    Json body = {{"type", "replicate"}, {"tag", "00000000001"}, {"ts", 0}, {"msg_id", 1}};
    body.update(fields);
    return body;
  };
  const auto code = [&](Json fields) {
    t.sent_to("n1");
    t.deliver("n1", batch(std::move(fields)));
    for (const auto& m : t.sent_to("n1"))
      if (m.body.at("type") == "error") return m.body.at("code").get<int>();
    return 0;
  };
  CHECK(code({{"logs", {{"n1.00000000001", {-1, "x"}}}}}) == 12);
  CHECK(code({{"logs", {{"n1.00000000001", Json::array()}}}}) == 12);
  CHECK(code({{"logs", {{"n7.00000000001", {0, "x"}}}}}) == 12);
  CHECK(code({{"have", {{"n1.00000000001", -3}}}}) == 12);
  CHECK(code({{"ts", "now"}}) == 12);
  CHECK(t.request({{"type", "read"}}).at("entries") == Json::object());
  CHECK(code({{"logs", {{"n1.00000000001", {0, "x"}}}}}) == 0);
  CHECK(t.request({{"type", "read"}}).at("entries") == Json{{"n1", {"x"}}});
}
