#include <stdexcept>

#include "broadcast/broadcast.hpp"
#include "glomers/testing.hpp"
#include "tests/catch.hpp"

using namespace glomers;

namespace {

Json broadcast_of(const Json& value) {
  return {{"type", "broadcast"}, {"message", value}};
}

/// The node n0, which is up. It is alone or one of three.
struct ReadyBroadcast : TestNode {
  explicit ReadyBroadcast(const std::vector<std::string>& ids = {"n0"})
      : TestNode(broadcast::program()) {
    init(ids[0], ids);
  }

  /// The values as text: in JSON 1 and 1.0 are two values, but compare as equal.
  std::string read() { return request({{"type", "read"}}).at("messages").dump(); }
};

std::string read(TestCluster& c, const std::string& id) {
  Json values = c.client_request(id, {{"type", "read"}}).at("messages");
  std::sort(values.begin(), values.end());
  return values.dump();
}

/// The number of messages that 20 s of load on three nodes cost.
std::int64_t cost(const std::vector<std::string>& arguments) {
  TestCluster c(3, broadcast::program(), arguments);
  for (int i = 0; i < 1000; ++i) {
    c.ask(c.ids()[static_cast<std::size_t>(i) % 3], broadcast_of(i));
    c.run_for(20ms);
  }
  return c.message_count();
}

}  // namespace

TEST_CASE("a topology is acknowledged") {
  ReadyBroadcast t;
  CHECK(t.request({{"type", "topology"}, {"topology", {{"n0", Json::array()}}}}) ==
        Json({{"type", "topology_ok"}}));
}

TEST_CASE("a value is acknowledged, and read from then on") {
  ReadyBroadcast t;
  CHECK(t.request({{"type", "read"}}) == Json({{"type", "read_ok"}, {"messages", Json::array()}}));
  CHECK(t.request(broadcast_of(7)) == Json({{"type", "broadcast_ok"}}));
  CHECK(t.request({{"type", "read"}}) == Json({{"type", "read_ok"}, {"messages", {7}}}));
  t.request(broadcast_of(5));
  CHECK(t.read() == "[7,5]");
  CHECK(t.read() == "[7,5]");
}

TEST_CASE("a value may be any JSON, and 1, 1.0 and \"1\" are three") {
  ReadyBroadcast t;
  for (const char* value : {"1", "1.0", "\"1\"", "null", "[1,{\"a\":\"\\n\"}]", "{}", "\"\""})
    t.request(broadcast_of(Json::parse(value)));
  CHECK(t.read() == R"([1,1.0,"1",null,[1,{"a":"\n"}],{},""])");
}

TEST_CASE("a value given twice is acknowledged twice and read once") {
  ReadyBroadcast t({"n0", "n1", "n2"});
  for (int i = 0; i < 2; ++i) {
    CHECK(t.request(broadcast_of("x")) == Json({{"type", "broadcast_ok"}}));
    t.advance(1s);
  }
  CHECK(t.read() == R"(["x"])");
}

TEST_CASE("a broadcast without a value is refused, and nothing is sent") {
  ReadyBroadcast t({"n0", "n1", "n2"});
  CHECK(t.request({{"type", "broadcast"}}) ==
        Json({{"type", "error"}, {"code", 12}, {"text", "field 'message' is missing"}}));
  t.advance(1s);
  CHECK(t.read() == "[]");
  CHECK(t.sent_to("n1").empty());
}

TEST_CASE("values reach all nodes from each, and one that two were given is read once") {
  TestCluster c(5, broadcast::program());
  for (const auto& id : c.ids()) {
    c.client_request(id, broadcast_of(id));
    c.client_request(id, broadcast_of("everybody's"));
  }
  c.run_for(2s);
  for (const auto& id : c.ids())
    CHECK(read(c, id) == R"(["everybody's","n0","n1","n2","n3","n4"])");
}

TEST_CASE("values reach the other side of a partition once it heals") {
  TestCluster c(3, broadcast::program());
  for (const auto& id : {"n0", "n2"}) c.cut("n1", id);
  CHECK(c.client_request("n1", broadcast_of(1)).at("type") == "broadcast_ok");
  CHECK(c.client_request("n2", broadcast_of(2)).at("type") == "broadcast_ok");
  c.run_for(5s);
  CHECK(read(c, "n1") == "[1]");
  CHECK(read(c, "n0") == "[2]");
  c.heal();
  c.run_for(2s);
  for (const auto& id : c.ids()) CHECK(read(c, id) == "[1,2]");
}

TEST_CASE("a longer flush interval means fewer messages") {
  const auto by_default = cost({});
  CHECK(2 * cost({"--flush-interval-ms", "1400"}) < by_default);
  CHECK(cost({"--flush-interval-ms", "100"}) > 2 * by_default);
}

TEST_CASE("a flush interval that makes no sense is refused") {
  for (const char* ms : {"0", "-5", "soon", "nan", "inf"})
    CHECK_THROWS_AS(TestNode(broadcast::program(), {"--flush-interval-ms", ms}),
                    std::invalid_argument);
}
