#include "glomers/testing.hpp"
#include "tests/catch.hpp"

using namespace glomers;

namespace {

std::shared_ptr<void> install_ticker(Node& node) {
  auto ticks = std::make_shared<std::vector<Time>>();
  node.on_init([&node, ticks] {
    node.every(10ms, [&node, ticks] {
      ticks->push_back(node.now());
      node.send("n1", {{"type", "tick"}});
    });
  });
  node.on("ticks", [&node, ticks](const Message& request) {
    Json times = Json::array();
    for (const Time t : *ticks) times.push_back(to_ms(t));
    node.reply(request, {{"type", "ticks_ok"}, {"times_ms", times}});
  });
  node.on("silence", [](const Message&) {});
  return ticks;
}

}  // namespace

TEST_CASE("time stands still until the test moves it, and then passes timer by timer") {
  TestNode t(install_ticker);
  t.init("n0", {"n0", "n1"});
  CHECK(t.request({{"type", "ticks"}}).at("times_ms").empty());
  t.advance(35ms);
  CHECK(t.request({{"type", "ticks"}}).at("times_ms") == Json({10.0, 20.0, 30.0}));
  CHECK(t.now() == 35ms);
  CHECK(t.node().now() == 35ms);
}

TEST_CASE("what was sent is handed out once, by destination") {
  TestNode t(install_ticker);
  t.init("n0", {"n0", "n1"});
  t.advance(20ms);
  CHECK(t.sent_to("n2").empty());
  CHECK(t.sent_to("n1").size() == 2);
  CHECK(t.sent_to("n1").empty());
  CHECK(t.sent_to("c0").size() == 1);
}

TEST_CASE("a request without an answer has the reply null") {
  TestNode t(install_ticker);
  t.init("n0", {"n0", "n1"});
  CHECK(t.request({{"type", "silence"}}).is_null());
}
