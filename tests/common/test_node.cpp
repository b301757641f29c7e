#include "glomers/node.hpp"
#include "glomers/testing.hpp"
#include "tests/catch.hpp"

using namespace glomers;

namespace {

struct Add {
  static constexpr const char* type = "add";
  std::int64_t delta = 0;
  static constexpr auto fields = std::tuple(field("delta", &Add::delta));
};

std::shared_ptr<void> install_handlers(Node& node) {
  auto sum = std::make_shared<std::int64_t>(0);
  node.on<Add>([&node, sum](const Message& request, const Add& add) {
    *sum += add.delta;
    node.reply(request, {{"type", "add_ok"}, {"sum", *sum}});
  });
  node.on("raw", [&node](const Message& request) {
    const auto text = std::make_shared<const std::string>("[1,2]");
    node.reply(request, {{"type", "raw_ok"}}, {"values", text});
  });
  node.on("fail", [](const Message&) { throw RpcError(ErrorCode::abort, "not today"); });
  node.on("throw", [](const Message&) { throw std::runtime_error("broken"); });
  node.on("send", [&node](const Message&) { node.send("n1", {{"type", "hello"}}); });
  return sum;
}

struct ReadyNode : TestNode {
  ReadyNode() : TestNode(install_handlers) { init("n0", {"n0", "n1"}); }
};

const Json add_one = {{"type", "add"}, {"delta", 1}};

}  // namespace

TEST_CASE("init tells the node who it is, runs the hooks and is answered") {
  std::string hooks;
  TestNode t([&](Node& node) {
    node.on_init([&] { hooks += "a" + node.id(); });
    node.on_init([&] { hooks += "b"; });
    return nullptr;
  });
  CHECK(!t.node().initialized());
  CHECK(t.init("n1", {"n0", "n1", "n2"}) == Json({{"type", "init_ok"}}));
  CHECK(hooks == "an1b");
  CHECK(t.node().initialized());
  CHECK(t.node().id() == "n1");
  CHECK(t.node().ids() == std::vector<std::string>{"n0", "n1", "n2"});
  CHECK(t.node().index() == 1);
}

TEST_CASE("a node is ready with the first message after init, or after some quiet seconds") {
  int ready = 0;
  const AppFactory install = [&](Node& node) {
    install_handlers(node);
    node.on_ready([&] { ++ready; });
    return nullptr;
  };
  TestNode asked(install);
  asked.init("n0", {"n0"});
  asked.advance(4s);
  CHECK(ready == 0);
  asked.deliver("n1", {{"type", "add"}, {"delta", 1}});
  CHECK(ready == 1);
  asked.advance(60s);
  CHECK(ready == 1);

  TestNode quiet(install);
  quiet.init("n0", {"n0"});
  quiet.advance(60s);
  CHECK(ready == 2);
}

TEST_CASE("an unusable init is answered with an error and may be repeated") {
  TestNode t(install_handlers);
  const auto code_and_text = [](const Json& reply) {
    return std::to_string(reply.at("code").get<int>()) + " " + reply.at("text").get<std::string>();
  };
  CHECK(code_and_text(t.init("n9", {"n0", "n1"})) == "12 field 'node_id' must be one of node_ids");
  CHECK(t.sent_to("c0").at(0).src == "n9");
  CHECK(code_and_text(t.init("", {""})) == "12 field 'node_id' must be one of node_ids");
  CHECK(code_and_text(t.request({{"type", "init"}, {"node_id", "n0"}})) ==
        "12 field 'node_ids' is missing");
  CHECK(code_and_text(t.init("n0", {"n0", "n1", "n0"})) ==
        "12 field 'node_ids' names a node twice");
  CHECK(code_and_text(t.init("n0", {"n0", ""})) == "12 field 'node_ids' has an empty name");
  CHECK(code_and_text(t.request(add_one)) == "11 'add' came before 'init'");
  CHECK(t.init("n0", {"n0", "n1"}).at("type") == "init_ok");
  CHECK(code_and_text(t.init("n1", {"n0", "n1"})) == "12 this node is initialized");
  CHECK(t.node().id() == "n0");
}

TEST_CASE("a typed handler gets its body, a bad body is answered and changes nothing") {
  ReadyNode t;
  CHECK(t.request(add_one) == Json({{"type", "add_ok"}, {"sum", 1}}));
  const Json error = t.request({{"type", "add"}, {"delta", "x"}});
  CHECK(error.at("code") == Json(12));
  CHECK(error.at("text") == Json("field 'delta' must be an integer, got \"x\""));
  CHECK(t.request({{"type", "add"}}).at("text") == Json("field 'delta' is missing"));
  CHECK(t.request(add_one).at("sum") == Json(2));
}

TEST_CASE("a reply goes to where the request came from, with its msg_id and raw field") {
  ReadyNode t;
  t.ask({{"type", "raw"}}, "c7");
  const Message reply = t.sent_to("c7").at(0);
  CHECK(reply.src == "n0");
  CHECK(reply.body.at("in_reply_to") == Json(2));
  CHECK(reply.body.at("values") == Json({1, 2}));
}

TEST_CASE("a message without msg_id is handled and not answered, not even with an error") {
  ReadyNode t;
  t.sent_to("c1");
  t.deliver("c1", add_one);
  t.deliver("c1", {{"type", "nonsense"}});
  t.deliver("c1", {{"type", "fail"}});
  CHECK(t.sent_to("c1").empty());
  CHECK(t.request(add_one).at("sum") == Json(2));
}

TEST_CASE("a request of a type without a handler is answered with not-supported") {
  ReadyNode t;
  CHECK(t.request({{"type", "nonsense"}}) ==
        Json({{"type", "error"},
              {"code", 10},
              {"text", "no handler for messages of type 'nonsense'"}}));
}

TEST_CASE("a handler that throws answers its error or crash, and the node lives on") {
  ReadyNode t;
  CHECK(t.request({{"type", "fail"}}) ==
        Json({{"type", "error"}, {"code", 14}, {"text", "not today"}}));
  CHECK(t.request({{"type", "throw"}}) ==
        Json({{"type", "error"}, {"code", 13}, {"text", "the handler of 'throw' threw: broken"}}));
  CHECK(t.request(add_one).at("sum") == Json(1));
}

TEST_CASE("the last handler of a type wins") {
  TestNode t([](Node& node) {
    node.on("who", [&node](const Message& m) { node.reply(m, {{"type", "first"}}); });
    node.on("who", [&node](const Message& m) { node.reply(m, {{"type", "second"}}); });
    return nullptr;
  });
  t.init("n0", {"n0"});
  CHECK(t.request({{"type", "who"}}).at("type") == "second");
}

TEST_CASE("a message that wants no answer has no msg_id") {
  ReadyNode t;
  t.deliver("n1", {{"type", "send"}});
  const auto sent = t.sent_to("n1");
  REQUIRE(sent.size() == 1);
  CHECK(sent[0].src == "n0");
  CHECK(sent[0].body == Json({{"type", "hello"}}));
}

TEST_CASE("a log line has the node's id and time, and errors are logged") {
  TestNode t(install_handlers);
  t.node().log("starting");
  t.init("n0", {"n0"});
  t.advance(1500ms);
  t.node().log("hello");
  t.request({{"type", "throw"}}, "c4");
  REQUIRE(t.log_lines().size() == 3);
  CHECK(t.log_lines()[0] == "     0.000 ms (no id): starting");
  CHECK(t.log_lines()[1] == "  1500.000 ms n0: hello");
  CHECK(t.log_lines()[2] ==
        "  1500.000 ms n0: crash: the handler of 'throw' threw: broken "
        "(answering 'throw' of c4)");
}

TEST_CASE("after runs once, every again and again, and both can be cancelled") {
  ReadyNode t;
  std::string runs;
  t.node().after(10ms, [&] { runs += 'a'; });
  const TimerId every = t.node().every(20ms, [&] { runs += 'e'; });
  const TimerId never = t.node().after(15ms, [&] { runs += 'n'; });
  CHECK(t.node().next_due() == std::optional<Time>(10ms));
  t.node().cancel(never);
  t.advance(50ms);
  CHECK(runs == "aee");
  t.node().cancel(every);
  t.node().cancel(every);
  t.advance(10s);
  CHECK(runs == "aee");
  CHECK(!t.node().next_due());
}

TEST_CASE("a repeating timer can cancel itself, and one that throws goes on") {
  ReadyNode t;
  int until_cancel = 0, throws = 0;
  TimerId id = 0;
  id = t.node().every(10ms, [&] {
    if (++until_cancel == 3) t.node().cancel(id);
  });
  t.node().every(10ms, [&] {
    ++throws;
    throw std::runtime_error("tick");
  });
  t.advance(100ms);
  CHECK(until_cancel == 3);
  CHECK(throws == 10);
  CHECK(t.log_lines().size() == 10);
}

TEST_CASE("the clocks are the driver's") {
  ReadyNode t;
  const Time wall = t.node().wall_clock();
  t.advance(3s);
  CHECK(t.node().now() == 3s);
  CHECK(t.node().wall_clock() - wall == 3s);
}

TEST_CASE("a node's random source is its seed's") {
  TestNode a(install_handlers, 5), b(install_handlers, 5), c(install_handlers, 6);
  const auto draw = a.node().random().next();
  CHECK(b.node().random().next() == draw);
  CHECK(c.node().random().next() != draw);
}
