// A client gets one answer to each request, in time or not at all.

#include "glomers/testing.hpp"
#include "tests/catch.hpp"
#include "tests/text.hpp"

using namespace glomers;

namespace {

/// `defer` is answered when the test says so, `twice` is answered two times at once.
struct DeferringNode : TestNode {
  DeferringNode() : TestNode([this](Node& node) { return install(node); }) {
    init("n0", {"n0", "n1"});
    sent_to("c0");
  }

  std::shared_ptr<void> install(Node& node) {
    node.on("defer", [this](const Message& request) { deferred.push_back(request); });
    node.on("twice", [&node](const Message& request) {
      const Message copy = request;  // NOLINT: that is what is tried
      node.reply(copy, {{"type", "first"}});
      node.reply(request, {{"type", "second"}});
    });
    node.on("tell", [this](const Message&) { ++told; });
    return nullptr;
  }

  void answer_deferred(std::size_t i) { node().reply(deferred.at(i), {{"type", "defer_ok"}}); }

  /// Delivers a message that may have come at any time since then.
  void deliver_since(Time since, const std::string& src, Json body) {
    node().deliver({src, "n0", std::move(body), {}}, now(), since);
  }

  std::vector<std::string> types_sent_to(const std::string& dest) {
    std::vector<std::string> types;
    for (const Message& message : sent_to(dest))
      types.push_back(message.body.at("type").get<std::string>());
    return types;
  }

  std::vector<Message> deferred;
  int told = 0;
};

using Types = std::vector<std::string>;

const Json defer = {{"type", "defer"}, {"msg_id", 1}};

}  // namespace

TEST_CASE("a request without an answer gets the error timeout after 3.5 s, and no other") {
  DeferringNode t;
  const auto id = t.ask({{"type", "defer"}});
  t.advance(3499ms);
  CHECK(t.reply_to(id).is_null());
  t.advance(1ms);
  CHECK(t.reply_to(id).at("code") == Json(0));
  t.answer_deferred(0);
  CHECK(t.types_sent_to("c1") == Types{"error"});
}

TEST_CASE("an answer in time is the only one") {
  DeferringNode t;
  t.ask({{"type", "defer"}});
  t.advance(3400ms);
  t.answer_deferred(0);
  t.answer_deferred(0);
  t.advance(10s);
  CHECK(t.types_sent_to("c1") == Types{"defer_ok"});
  t.ask({{"type", "twice"}});
  t.advance(10s);
  CHECK(t.types_sent_to("c1") == Types{"first"});
}

TEST_CASE("each request has its own limit, and its own client") {
  DeferringNode t;
  t.ask({{"type", "defer"}}, "c1");
  t.advance(1s);
  t.ask({{"type", "defer"}}, "c2");
  t.advance(1s);
  t.ask({{"type", "defer"}}, "c3");
  t.answer_deferred(1);
  CHECK(t.types_sent_to("c2") == Types{"defer_ok"});
  t.advance(1500ms);
  CHECK(t.types_sent_to("c1") == Types{"error"});
  CHECK(t.types_sent_to("c3").empty());
  t.advance(2s);
  CHECK(t.types_sent_to("c3") == Types{"error"});
  CHECK(t.types_sent_to("c2").empty());
}

TEST_CASE("what is answered at once sets no timer") {
  DeferringNode t;
  t.advance(10s);  // the timer of on_ready has run
  CHECK(!t.node().next_due());
  t.ask({{"type", "twice"}});
  CHECK(!t.node().next_due());
  t.ask({{"type", "defer"}});
  t.advance(1s);
  t.ask({{"type", "defer"}});
  CHECK(t.node().next_due() == Time(13500ms));
  t.answer_deferred(0);
  CHECK(t.node().next_due() == Time(14500ms));
  t.answer_deferred(1);
  CHECK(!t.node().next_due());
}

TEST_CASE("a peer waits as long as it likes") {
  DeferringNode t;
  t.deliver("n1", defer);
  t.advance(20s);
  t.answer_deferred(0);
  CHECK(t.types_sent_to("n1") == Types{"defer_ok"});
}

TEST_CASE("a client's request that may have waited too long is dropped unread, all else is taken") {
  DeferringNode t;
  t.advance(10s);
  t.deliver_since(5500ms, "c1", defer);
  t.deliver_since(5500ms, "c1", {{"type", "unknown"}, {"msg_id", 2}});
  CHECK(t.deferred.empty());
  CHECK(contains(t.log_lines().back(), "dropped a request of c1"));
  t.deliver_since(5500ms, "c1", {{"type", "tell"}});
  t.deliver_since(5500ms, "n1", {{"type", "tell"}});
  CHECK(t.told == 2);
  t.deliver_since(5500ms, "n1", defer);
  CHECK(t.deferred.size() == 1);
  t.advance(10s);
  CHECK(t.sent_to("c1").empty());
}

TEST_CASE("a reply of a service that has waited long is taken") {
  TestNode t([](Node& node) {
    node.on_init([&node] {
      node.rpc(
          "lin-kv", {{"type", "read"}, {"key", 1}},
          [&node](const RpcResult& result) { node.log(result.ok() ? "ok" : "failed"); }, 30s);
    });
    return nullptr;
  });
  t.init("n0", {"n0"});
  const Json read = t.sent_to("lin-kv").at(0).body;
  t.advance(10s);
  t.node().deliver({"lin-kv", "n0", {{"type", "read_ok"}, {"in_reply_to", read.at("msg_id")}}, {}},
                   t.now(), 1s);
  CHECK(contains(t.log_lines().back(), "ok"));
}

TEST_CASE("the time that a request may have waited unread counts") {
  DeferringNode t;
  t.advance(10s);
  t.ask({{"type", "defer"}}, "c2");
  t.deliver_since(7s, "c1", defer);
  CHECK(t.node().next_due() == Time(10500ms));
  t.advance(500ms);
  CHECK(t.types_sent_to("c1") == Types{"error"});
  CHECK(t.types_sent_to("c2").empty());
}

TEST_CASE("a node that was stopped gives no answer at all to whoever has left meanwhile") {
  DeferringNode t;
  t.ask({{"type", "defer"}});
  t.node().deliver({"n1", "n0", {{"type", "tell"}}, {}}, 6s, 0s);
  t.answer_deferred(0);
  t.node().advance(6s);
  CHECK(t.sent_to("c1").empty());
}
