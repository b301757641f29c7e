#include "glomers/testing/test_node.hpp"
#include "tests/replication/log_cluster.hpp"

using namespace glomers;

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
      if (const auto error = error_code(m.body)) return error;
    return std::optional<ErrorCode>();
  };
  CHECK(code({{"logs", {{"n1.00000000001", {-1, "x"}}}}}) == ErrorCode::malformed_request);
  CHECK(code({{"logs", {{"n1.00000000001", Json::array()}}}}) == ErrorCode::malformed_request);
  CHECK(code({{"logs", {{"n7.00000000001", {0, "x"}}}}}) == ErrorCode::malformed_request);
  CHECK(code({{"have", {{"n1.00000000001", -3}}}}) == ErrorCode::malformed_request);
  CHECK(code({{"ts", "now"}}) == ErrorCode::malformed_request);
  CHECK(t.request({{"type", "read"}}).at("entries") == Json::object());
  CHECK(code({{"logs", {{"n1.00000000001", {0, "x"}}}}}) == std::nullopt);
  CHECK(t.request({{"type", "read"}}).at("entries") == Json{{"n1", {"x"}}});
}
