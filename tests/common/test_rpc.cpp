#include "glomers/testing.hpp"
#include "tests/catch.hpp"

using namespace glomers;

namespace {

/// A node under test together with what the callback of its rpc got.
struct Caller {
  TestNode t{[](Node&) { return nullptr; }};
  int calls = 0;
  RpcResult result;

  Caller() { t.init("n0", {"n0", "n1"}); }

  Node::RpcCallback callback() {
    return [this](const RpcResult& r) {
      ++calls;
      result = r;
    };
  }
};

const Json ping = {{"type", "ping"}};

/// The times at which requests went out, to a millisecond.
std::vector<Time> send_times(TestNode& t, Time span) {
  std::vector<Time> times;
  for (const Time end = t.now() + span; t.now() < end; t.advance(1ms))
    for (std::size_t i = t.sent_to("n1").size(); i > 0; --i) times.push_back(t.now());
  return times;
}

}  // namespace

TEST_CASE("an answer to a former start of the node is not taken for one to this") {
  Message former;
  {
    TestNode t([](Node&) { return nullptr; }, 1);
    t.init("n0", {"n0", "n1"});
    t.node().rpc("n1", ping, [](const RpcResult&) {});
    former = t.sent_to("n1").at(0);
  }
  TestNode t([](Node&) { return nullptr; }, 2);
  t.init("n0", {"n0", "n1"});
  int calls = 0;
  for (int i = 0; i < 100; ++i) t.node().rpc("n1", ping, [&](const RpcResult&) { ++calls; });
  t.answer(former, {{"type", "pong"}});
  CHECK(calls == 0);
}

TEST_CASE("an rpc's callback gets the reply, once") {
  Caller c;
  c.t.node().rpc("n1", ping, c.callback());
  const auto sent = c.t.sent_to("n1");
  REQUIRE(sent.size() == 1);
  CHECK(sent[0].body == Json({{"type", "ping"}, {"msg_id", sent[0].body.at("msg_id")}}));
  c.t.answer(sent[0], {{"type", "pong"}, {"x", 1}});
  c.t.answer(sent[0], {{"type", "pong"}, {"x", 2}});
  CHECK(c.calls == 1);
  CHECK(c.result.ok());
  CHECK(c.result.value->at("x") == Json(1));
  c.t.advance(10s);
  CHECK(c.calls == 1);
}

TEST_CASE("replies find their rpc whatever their order") {
  Caller c;
  std::string order;
  c.t.node().rpc("n1", ping, [&](const RpcResult&) { order += 'a'; });
  c.t.node().rpc("n1", ping, [&](const RpcResult&) { order += 'b'; });
  const auto sent = c.t.sent_to("n1");
  c.t.answer(sent.at(1), {{"type", "pong"}});
  c.t.answer(sent.at(0), {{"type", "pong"}});
  CHECK(order == "ba");
}

TEST_CASE("an rpc's callback gets the other side's error with its code") {
  Caller c;
  c.t.node().rpc("n1", ping, c.callback());
  c.t.answer(c.t.sent_to("n1").at(0), RpcError(ErrorCode::txn_conflict, "busy").to_body());
  CHECK(c.calls == 1);
  REQUIRE(!c.result.ok());
  CHECK(c.result.error->code == ErrorCode::txn_conflict);
  CHECK(c.result.error->definite());
  CHECK(std::string(c.result.error->what()) == "busy");
}

TEST_CASE("without an answer in time the error is timeout, and a late reply is dropped") {
  Caller c;
  c.t.node().rpc("n1", ping, c.callback(), 300ms);
  c.t.advance(299ms);
  CHECK(c.calls == 0);
  c.t.advance(1ms);
  CHECK(c.calls == 1);
  CHECK(c.result.error.value().code == ErrorCode::timeout);
  CHECK(!c.result.error->definite());
  c.t.answer(c.t.sent_to("n1").at(0), {{"type", "pong"}});
  CHECK(c.calls == 1);
  CHECK(c.t.log_lines().empty());
}

TEST_CASE("a callback that throws is logged and harms nothing else") {
  Caller c;
  c.t.node().rpc("n1", ping, [](const RpcResult&) { throw std::runtime_error("oops"); });
  c.t.node().rpc("n1", ping, c.callback());
  for (const Message& m : c.t.sent_to("n1")) c.t.answer(m, {{"type", "pong"}});
  CHECK(c.calls == 1);
  CHECK(c.t.log_lines().size() == 1);
}

TEST_CASE("a retry goes out as a new message after a doubling pause with jitter") {
  Caller c;
  c.t.node().rpc_with_retry("n1", ping, c.callback(),
                            {.attempts = 6,
                             .timeout = 100ms,
                             .max_timeout = 100ms,
                             .first_pause = 100ms,
                             .max_pause = 400ms});
  const auto times = send_times(c.t, 5s);
  REQUIRE(times.size() == 6);
  const std::vector<Time> longest = {100ms, 200ms, 400ms, 400ms, 400ms};
  for (std::size_t i = 0; i < longest.size(); ++i) {
    const Time pause = times[i + 1] - times[i] - 100ms;
    INFO(to_ms(pause));
    CHECK(pause >= longest[i] / 2);
    CHECK(pause <= longest[i] + 2ms);  // send_times() looks once a millisecond
  }
  CHECK(c.calls == 1);
  CHECK(c.result.error.value().code == ErrorCode::timeout);
}

TEST_CASE("each attempt waits twice as long as the one before, up to the longest timeout") {
  Caller c;
  c.t.node().rpc_with_retry("n1", ping, c.callback(),
                            {.attempts = 5,
                             .timeout = 100ms,
                             .max_timeout = 400ms,
                             .first_pause = 0ms,
                             .max_pause = 0ms});
  const auto times = send_times(c.t, 5s);
  REQUIRE(times.size() == 5);
  const std::vector<Time> timeouts = {100ms, 200ms, 400ms, 400ms};
  for (std::size_t i = 0; i < timeouts.size(); ++i) {
    CHECK(times[i + 1] - times[i] >= timeouts[i]);
    CHECK(times[i + 1] - times[i] <= timeouts[i] + 2ms);  // send_times() looks once a millisecond
  }
}

TEST_CASE("a retry stops at an answer") {
  Caller c;
  c.t.node().rpc_with_retry("n1", ping, c.callback());
  c.t.advance(1100ms);
  const auto sent = c.t.sent_to("n1");
  REQUIRE(sent.size() == 2);
  CHECK(sent[0].body.at("msg_id") != sent[1].body.at("msg_id"));
  c.t.answer(sent[1], {{"type", "pong"}});
  c.t.advance(60s);
  CHECK(c.calls == 1);
  CHECK(c.result.ok());
  CHECK(c.t.sent_to("n1").empty());
}

TEST_CASE("only what may have been lost or is temporary is tried again") {
  const auto sends_after = [](ErrorCode code) {
    Caller c;
    c.t.node().rpc_with_retry("n1", ping, c.callback());
    c.t.answer(c.t.sent_to("n1").at(0), RpcError(code, "").to_body());
    c.t.advance(500ms);
    CHECK(c.t.sent_to("n1").size() + static_cast<std::size_t>(c.calls) == 1);
    return c.calls == 0;
  };
  CHECK(sends_after(ErrorCode::crash));
  CHECK(sends_after(ErrorCode::timeout));
  CHECK(sends_after(ErrorCode::temporarily_unavailable));
  CHECK(!sends_after(ErrorCode::key_does_not_exist));
  CHECK(!sends_after(ErrorCode::precondition_failed));
  CHECK(!sends_after(ErrorCode::malformed_request));
}

TEST_CASE("requests are answered while an rpc is under way") {
  TestNode t([](Node& node) {
    node.on("relay", [&node](const Message& request) {
      node.rpc("n1", ping, [&node, request](const RpcResult& result) {
        node.reply(request, {{"type", "relay_ok"}, {"ok", result.ok()}});
      });
    });
    return nullptr;
  });
  t.init("n0", {"n0", "n1"});
  const auto first = t.ask({{"type", "relay"}});
  const auto second = t.ask({{"type", "relay"}});
  CHECK(t.reply_to(first).is_null());
  t.answer(t.sent_to("n1").at(1), {{"type", "pong"}});
  CHECK(t.reply_to(first).is_null());
  CHECK(t.reply_to(second) == Json({{"type", "relay_ok"}, {"ok", true}}));
  t.advance(1s);
  CHECK(t.reply_to(first) == Json({{"type", "relay_ok"}, {"ok", false}}));
}

namespace {

struct Pong {
  std::int64_t x = 0;
  static constexpr auto fields = std::tuple(field("x", &Pong::x));
};

}  // namespace

TEST_CASE("a typed reply is read, or is the error that names what is wrong with it") {
  Caller c;
  std::vector<Outcome<Pong>> got;
  const auto call = [&] {
    c.t.node().rpc<Pong>("n1", ping, [&](const Outcome<Pong>& pong) { got.push_back(pong); });
    return c.t.sent_to("n1").at(0);
  };
  c.t.answer(call(), {{"type", "pong"}, {"x", 5}});
  REQUIRE(got[0].ok());
  CHECK(got[0].value->x == 5);
  c.t.answer(call(), {{"type", "pong"}, {"x", "5"}});
  REQUIRE(!got[1].ok());
  CHECK(got[1].error->code == ErrorCode::malformed_request);
  CHECK(std::string(got[1].error->what()) == "field 'x' must be an integer, got \"5\"");
  c.t.answer(call(), {{"type", "error"}, {"code", 11}, {"text", "later"}});
  CHECK(got[2].error->code == ErrorCode::temporarily_unavailable);
  call();
  c.t.advance(1s);
  CHECK(got.at(3).error->code == ErrorCode::timeout);
}
