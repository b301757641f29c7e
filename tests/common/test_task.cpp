#include "glomers/services.hpp"
#include "glomers/task.hpp"
#include "glomers/testing.hpp"
#include "tests/catch.hpp"

namespace glomers::test_task {
namespace {

struct Increase {
  static constexpr const char* type = "add";
  std::int64_t delta = 0;
  static constexpr auto fields = std::tuple(field("delta", &Increase::delta));
};

struct Sum {
  std::int64_t sum = 0;
  static constexpr auto fields = std::tuple(field("sum", &Sum::sum));
};

/// Notes when it is destroyed.
struct Witness {
  explicit Witness(std::string& log) : log_(log) {}
  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;
  ~Witness() { log_ += "frame "; }
  std::string& log_;
};

struct Application {
  explicit Application(std::string& log) : log_(log) {}
  Application(const Application&) = delete;
  Application& operator=(const Application&) = delete;
  ~Application() { log_ += "application "; }
  std::string& log_;
};

Task<std::int64_t> doubled_sum(Node& node, std::int64_t a, std::int64_t b) {
  const Json body = {{"type", "sum"}, {"terms", {a, b}}, {"map", {{"a", a}}}};
  const Sum reply = co_await node.rpc<Sum>("n1", body, 2s);
  co_return 2 * reply.sum;
}

Task<> endless(Node& node) {
  for (;;) co_await node.pause(1s);
}

/// The node of these tests: each handler does one thing with coroutines.
std::shared_ptr<void> install(Node& node) {
  node.on("ask", [&node](const Message& request) -> Task<> {
    const std::int64_t twice = co_await doubled_sum(node, 3, 4);
    node.reply(request, {{"type", "ask_ok"}, {"twice", twice}});
  });
  node.on<Increase>([&node](const Message& request, const Increase& add) -> Task<> {
    co_await node.pause(10ms);
    const auto before = co_await lin_kv(node).read_or<std::int64_t>("k", 0);
    co_await lin_kv(node).write("k", before + add.delta);
    node.reply(request, {{"type", "add_ok"}, {"before", before}});
  });
  node.on("swap", [&node](const Message& request) -> Task<> {
    const auto swapped = co_await lin_kv(node).cas("k", 1, 2, false).outcome();
    node.reply(request,
               {{"type", "swap_ok"}, {"error", swapped.ok() ? 0 : int(swapped.error->code)}});
  });
  node.on("refuse", [&node](const Message&) -> Task<> {
    co_await node.pause(10ms);
    throw RpcError(ErrorCode::abort, "no");
  });
  node.on("break", [&node](const Message&) -> Task<> {
    co_await node.pause(10ms);
    throw std::runtime_error("oops");
  });
  node.on("time", [&node](const Message& request) -> Task<> {
    const auto first = co_await Tso(node).timestamp();
    node.reply(request, {{"type", "time_ok"}, {"ts", first}});
  });
  return nullptr;
}

struct Started {
  Started() : t(install) { t.init("n0", {"n0", "n1"}); }
  TestNode t;
};

}  // namespace

TEST_CASE("a handler may wait for a coroutine that waits for a typed reply") {
  Started s;
  const auto id = s.t.ask({{"type", "ask"}});
  const auto sent = s.t.sent_to("n1");
  REQUIRE(sent.size() == 1);
  CHECK(sent[0].body.at("terms") == Json{3, 4});
  CHECK(sent[0].body.at("map") == Json{{"a", 3}});
  CHECK(s.t.reply_to(id).is_null());
  s.t.answer(sent[0], {{"type", "sum_ok"}, {"sum", 7}});
  CHECK(s.t.reply_to(id) == Json{{"type", "ask_ok"}, {"twice", 14}});
}

TEST_CASE(
    "what a coroutine awaits and does not get answers its request, as a handler's exception") {
  Started s;
  auto id = s.t.ask({{"type", "ask"}});
  s.t.answer(s.t.sent_to("n1")[0], {{"type", "error"}, {"code", 11}, {"text", "later"}});
  CHECK(s.t.reply_to(id).at("code") == 11);
  id = s.t.ask({{"type", "ask"}});
  s.t.advance(2s);
  CHECK(s.t.reply_to(id).at("code") == 0);
  s.t.sent_to("n1");  // this takes away what was not answered
  id = s.t.ask({{"type", "ask"}});
  s.t.answer(s.t.sent_to("n1")[0], {{"type", "sum_ok"}, {"sum", "7"}});
  CHECK(s.t.reply_to(id).at("text") == "field 'sum' must be an integer, got \"7\"");
}

TEST_CASE("an exception after a pause is the answer, and names the message's type") {
  Started s;
  const auto refused = s.t.ask({{"type", "refuse"}});
  const auto broken = s.t.ask({{"type", "break"}});
  const auto malformed = s.t.ask({{"type", "add"}});
  CHECK(s.t.reply_to(malformed).at("text") == "field 'delta' is missing");
  s.t.advance(10ms);
  CHECK(s.t.reply_to(refused) == Json{{"type", "error"}, {"code", 14}, {"text", "no"}});
  CHECK(s.t.reply_to(broken).at("code") == 13);
  CHECK(s.t.reply_to(broken).at("text") == "the handler of 'break' threw: oops");
}

TEST_CASE("services can be awaited, and the request is there when they have answered") {
  Started s;
  FakeServices services;
  s.t.use(services);
  const auto add = s.t.ask({{"type", "add"}, {"delta", 5}, {"note", std::string(100, 'x')}});
  s.t.advance(1s);
  CHECK(s.t.reply_to(add) == Json{{"type", "add_ok"}, {"before", 0}});
  const auto again = s.t.ask({{"type", "add"}, {"delta", 1}}, "c7");
  s.t.advance(1s);
  CHECK(s.t.reply_to(again) == Json{{"type", "add_ok"}, {"before", 5}});
  CHECK(services.store("lin-kv").at("k") == 6);
  const auto swap = s.t.ask({{"type", "swap"}});
  s.t.advance(1s);
  CHECK(s.t.reply_to(swap).at("error") == 22);
  const auto time = s.t.ask({{"type", "time"}});
  s.t.advance(1s);
  CHECK(s.t.reply_to(time).at("ts") == 0);
}

TEST_CASE("many coroutines wait beside each other, each with its own arguments") {
  Started s;
  std::vector<std::int64_t> asked;
  for (int i = 0; i < 50; ++i) asked.push_back(s.t.ask({{"type", "ask"}}, "c" + std::to_string(i)));
  auto sent = s.t.sent_to("n1");
  for (int i = 50; i-- > 0;) s.t.answer(sent[std::size_t(i)], {{"type", "sum_ok"}, {"sum", i}});
  for (int i = 0; i < 50; ++i)
    CHECK(s.t.reply_to(asked[std::size_t(i)]) == Json{{"type", "ask_ok"}, {"twice", 2 * i}});
}

TEST_CASE("when the node ends, what waits is destroyed where it stands, before the application") {
  std::string log;
  {
    TestNode t([&log](Node& node) {
      const auto application = std::make_shared<Application>(log);
      node.on("wait", [&node, &log](const Message& request) -> Task<> {
        const Witness witness(log);
        co_await endless(node);
        node.reply(request, {{"type", "never"}});
      });
      node.on("call", [&node, &log](const Message&) -> Task<> {
        const Witness witness(log);
        const Json ping = {{"type", "ping"}};
        co_await node.rpc("n1", ping);
      });
      return application;
    });
    t.init("n0", {"n0", "n1"});
    t.ask({{"type", "wait"}});
    t.ask({{"type", "call"}});
    t.advance(500ms);
    CHECK(log.empty());
  }
  CHECK(log == "frame frame application ");
}

TEST_CASE("a coroutine that never waits, and one that loops without end, keep the stack") {
  std::int64_t rounds = 0;
  TestNode t([&rounds](Node& node) {
    node.on_ready([&rounds]() -> Task<> {
      const auto nothing = []() -> Task<> { co_return; };
      for (; rounds < 100000; ++rounds) co_await nothing();
    });
    return nullptr;
  });
  t.init("n0", {"n0"});
  t.advance(10s);
  CHECK(rounds == 100000);
}

TEST_CASE("coroutines may start with the cluster, after a while and again and again") {
  std::string ran;
  TestNode t([&ran](Node& node) {
    node.on_ready([&]() -> Task<> {
      ran += "ready ";
      co_await node.pause(1s);
      throw std::runtime_error("this one is over");
    });
    node.on_init([&ran, &node] {
      node.after(100ms, [&]() -> Task<> {
        ran += "after ";
        co_return;
      });
      node.every(2s, [&]() -> Task<> {
        ran += "every ";
        co_await node.pause(10s);
      });
    });
    return nullptr;
  });
  t.init("n0", {"n0"});
  t.advance(6500ms);
  CHECK(ran == "after every every ready every ");
  REQUIRE(t.log_lines().size() == 1);
  CHECK(t.log_lines()[0].find("crash: this one is over") != std::string::npos);
}

}  // namespace glomers::test_task
