#include "tests/replication/log_cluster.hpp"

using namespace glomers;

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

TEST_CASE("that a batch is confirmed does not put off the search for the next, which was lost") {
  TestCluster c(3, log_program(plain));
  settle(c);
  append(c, "n0", "confirmed");
  c.run_for(400ms);
  c.cut("n0", "n2");
  append(c, "n0", "lost");
  c.run_for(50ms);
  c.heal();
  c.run_for(2s);
  CHECK(holds(c, "n2", "n0", "lost"));
}

TEST_CASE("a lost batch is noticed soon, though round trips were very long before") {
  TestCluster c(3, log_program(plain));
  settle(c);
  for (int i = 0; i < 20; ++i) {
    c.set_link(latency(i % 2 == 0 ? 20s : 1ms));
    for (const auto& id : c.ids()) append(c, id, i);
    c.run_for(25s);
  }
  c.set_link(latency(1ms));
  c.run_for(60s);
  c.cut("n0", "n2");
  append(c, "n0", "lost");
  c.run_for(50ms);
  c.heal();
  c.run_for(5s);
  CHECK(holds(c, "n2", "n0", "lost"));
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
