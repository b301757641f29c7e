#include "glomers/ensure.hpp"
#include "glomers/services.hpp"
#include "glomers/testing/test_node.hpp"
#include "tests/catch.hpp"
#include "tests/text.hpp"

using namespace glomers;

namespace {

std::string broken(const std::function<void()>& f) {
  try {
    f();
  } catch (const InvariantError& error) {
    return error.what();
  }
  return "";
}

/// A node whose handlers break it, each in its way.
std::shared_ptr<void> install(Node& node) {
  node.on("at-once", [](const Message&) { ensure(1 > 2, "one is less than two"); });
  node.on("later",
          [&node](const Message&) { node.after(5ms, [] { ensure(false, "a timer is fine"); }); });
  node.on("coroutine", [&node](const Message&) -> Task<> {
    co_await node.pause(5ms);
    ensure(false, "a coroutine is fine");
  });
  node.on("rpc", [&node](const Message&) {
    node.rpc("n1", {{"type", "hello"}},
             [](const RpcResult&) { ensure(false, "an answer is fine"); });
  });
  return nullptr;
}

struct OneNode : TestNode {
  OneNode() : TestNode(install) { init("n0", {"n0", "n1"}); }
};

TEST_CASE("what holds is passed over, what does not is told with its place and its state") {
  ensure(true, "all is well", "one", 1);
  CHECK(broken([] {
          ensure(false, "all is well");
        }).starts_with("broken: all is well (test_ensure.cpp:"));
  CHECK(contains(broken([] { ensure(false, "all is well", "one is", 1, "and the name", "n1"); }),
                 "broken: all is well, but one is 1 and the name n1 ("));
  CHECK(contains(broken([] { ensure(false, "it is early", "it is", 1500us); }),
                 "it is early, but it is 1.500000 ms ("));
}

TEST_CASE("a handler that finds the node broken ends it: nothing is answered") {
  OneNode t;
  CHECK(contains(broken([&] {
                   t.request({{"type", "at-once"}});
                 }),
                 "n0 at 'at-once' of c1: broken: one is less than two ("));
  CHECK(t.sent_to("c1").empty());
  REQUIRE(t.log_lines().size() == 1);
  CHECK(contains(t.log_lines().front(), "n0: at 'at-once' of c1: broken: one is less than two ("));
}

TEST_CASE("so do a timer, a coroutine and an rpc's callback") {
  OneNode t;
  t.ask({{"type", "later"}});
  CHECK(contains(broken([&] { t.advance(1s); }), "n0 at a timer: broken: a timer is fine"));
  OneNode u;
  u.ask({{"type", "coroutine"}});
  CHECK(contains(broken([&] { u.advance(1s); }), "n0 at a timer: broken: a coroutine is fine"));
  OneNode v;
  v.ask({{"type", "rpc"}});
  const auto sent = v.sent_to("n1");
  REQUIRE(sent.size() == 1);
  CHECK(contains(broken([&] {
                   v.answer(sent.front(), {{"type", "hello_ok"}});
                 }),
                 "n0 at 'hello_ok' of n1: broken: an answer is fine"));
}

TEST_CASE("a clock that goes back breaks the node") {
  Node node(Node::Options{});
  node.advance(7ms);
  CHECK(contains(broken([&] { node.advance(5ms); }),
                 "a node's clock never goes back, but it was 7.000000 ms and is 5.000000 ms"));
}

TEST_CASE("a caller that asks for what makes no sense is told at once") {
  OneNode t;
  CHECK(contains(broken([&] { t.node().every(0s, [] {}); }), "a timer that repeats has a period"));
  CHECK(contains(broken([&] { t.node().after(1s, nullptr); }), "a timer has something to run"));
  CHECK(contains(broken([&] {
                   t.node().rpc("n1", {{"type", "x"}}, nullptr);
                 }),
                 "an rpc has a callback"));
  CHECK(contains(broken([&] { t.node().on_init([] {}); }), "whoever wants to run at init"));
  CHECK(contains(broken([] { Random(1).below(0); }), "there is something to choose from"));
  const Message raw_beside_text = {
      "n0", "c1", Json("text"), {"field", std::make_shared<const std::string>("1")}};
  CHECK(contains(broken([&] { to_line(raw_beside_text); }), "a raw field is added to an object"));
}

}  // namespace
