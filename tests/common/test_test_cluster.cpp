#include "glomers/services.hpp"
#include "glomers/testing.hpp"
#include "tests/catch.hpp"

using namespace glomers;

namespace {

/// `tell{to}` sends a `told` to another node, and `ask{of}` asks that one how often it was told.
/// `put{value}` and `get` use lin-kv. `silence` is never answered.
std::shared_ptr<void> install_gossip(Node& node) {
  auto told = std::make_shared<int>(0);
  node.on("told", [told](const Message&) { ++*told; });
  node.on("tell", [&node](const Message& request) {
    node.send(request.body.at("to").as_string(), {{"type", "told"}});
    node.reply(request, {{"type", "tell_ok"}});
  });
  node.on("count", [&node, told](const Message& request) {
    node.reply(request, {{"type", "count_ok"}, {"count", *told}});
  });
  node.on("ask", [&node](const Message& request) {
    node.rpc(request.body.at("of").as_string(), {{"type", "count"}},
             [&node, request](const RpcResult& result) {
               node.reply(request, {{"type", "ask_ok"}, {"count", result.value->at("count")}});
             });
  });
  node.on("put", [&node](const Message& request) {
    lin_kv(node).write("k", request.body.at("value"), [&node, request](const RpcResult&) {
      node.reply(request, {{"type", "put_ok"}});
    });
  });
  node.on("get", [&node](const Message& request) {
    lin_kv(node).read<Json>("k", [&node, request](const Outcome<Json>& read) {
      node.reply(request, {{"type", "get_ok"}, {"value", *read.value}});
    });
  });
  node.on("silence", [](const Message&) {});
  return told;
}

const Json tell_n1 = {{"type", "tell"}, {"to", "n1"}};

int told(TestCluster& cluster, const std::string& node) {
  return cluster.client_request(node, {{"type", "count"}}).at("count").get<int>();
}

}  // namespace

TEST_CASE("a cluster's nodes know each other and reach each other after the link's latency") {
  TestCluster c(3, install_gossip);
  CHECK(c.ids() == std::vector<std::string>{"n0", "n1", "n2"});
  CHECK(c.node("n2").index() == 2);

  c.set_link([](const Message&, Random&) { return std::vector<Time>{100ms}; });
  c.client_request("n0", tell_n1);
  c.run_for(99ms);
  CHECK(told(c, "n1") == 0);
  c.run_for(1ms);
  CHECK(told(c, "n1") == 1);
  CHECK(told(c, "n2") == 0);
  CHECK(c.message_count() == 1);
  CHECK(c.now() == 100ms);
}

TEST_CASE("a client's request runs the clock until its reply, which comes before it gives up") {
  TestCluster c(2, install_gossip);
  c.set_link([](const Message&, Random&) { return std::vector<Time>{100ms}; });
  const Json asked = c.client_request("n0", {{"type", "ask"}, {"of", "n1"}});
  CHECK(asked.at("count") == Json(0));
  CHECK(c.now() == 200ms);
  CHECK(c.client_request("n0", {{"type", "silence"}}).at("code") == Json(0));
  CHECK(c.now() == 3700ms);
}

TEST_CASE("the link may lose a message and may bring it twice") {
  TestCluster c(2, install_gossip);
  c.set_link([](const Message&, Random&) { return std::vector<Time>{}; });
  c.client_request("n0", tell_n1);
  c.run_for(1s);
  CHECK(told(c, "n1") == 0);
  c.set_link([](const Message&, Random&) { return std::vector<Time>{1ms, 2ms}; });
  c.client_request("n0", tell_n1);
  c.run_for(1s);
  CHECK(told(c, "n1") == 2);
}

TEST_CASE("a cut holds in the directions that were cut, until it is healed") {
  TestCluster c(2, install_gossip);
  c.cut_one_way("n0", "n1");
  c.client_request("n0", tell_n1);
  c.client_request("n1", {{"type", "tell"}, {"to", "n0"}});
  c.run_for(1s);
  CHECK(told(c, "n1") == 0);
  CHECK(told(c, "n0") == 1);

  c.cut("n0", "n1");
  c.client_request("n1", {{"type", "tell"}, {"to", "n0"}});
  c.run_for(1s);
  CHECK(told(c, "n0") == 1);

  c.heal();
  c.client_request("n0", tell_n1);
  c.run_for(1s);
  CHECK(told(c, "n1") == 1);
}

TEST_CASE("a restarted node has lost its memory, services have not") {
  TestCluster c(2, install_gossip);
  c.client_request("n0", tell_n1);
  c.client_request("n0", {{"type", "put"}, {"value", 7}});
  c.run_for(1s);
  CHECK(told(c, "n1") == 1);
  c.restart("n1");
  CHECK(told(c, "n1") == 0);
  CHECK(c.client_request("n1", {{"type", "get"}}).at("value") == Json(7));
  CHECK(c.services().store("lin-kv").at("k") == Json(7));
}

TEST_CASE("the same seed gives the same run, another seed another one") {
  const auto arrivals = [](std::uint64_t seed) {
    TestCluster c(2, install_gossip, seed);
    c.set_link([](const Message&, Random& random) {
      return std::vector<Time>{random.between(1ms, 100ms)};
    });
    std::vector<int> counts;
    for (int i = 0; i < 50; ++i) {
      c.client_request("n0", tell_n1);
      c.run_for(10ms);
      counts.push_back(told(c, "n1"));
    }
    return counts;
  };
  CHECK(arrivals(1) == arrivals(1));
  CHECK(arrivals(1) != arrivals(2));
}

TEST_CASE("a message to an unknown destination is the test's error") {
  TestCluster c(1, install_gossip);
  CHECK_THROWS_AS(c.client_request("n0", tell_n1), std::logic_error);
}

TEST_CASE("a cut loses what is under way, and what is sent until it is healed at once") {
  TestCluster c(2, install_gossip);
  c.client_request("n0", tell_n1);  // what n0 tells n1 is under way
  c.cut("n0", "n1");
  c.heal();
  c.run_for(1s);
  CHECK(told(c, "n1") == 0);
  c.cut("n0", "n1");
  c.client_request("n0", tell_n1);
  c.heal();
  c.run_for(1s);
  CHECK(told(c, "n1") == 0);
  c.client_request("n0", tell_n1);
  c.run_for(1s);
  CHECK(told(c, "n1") == 1);
}

TEST_CASE("an id that no node has is named, with those that there are") {
  TestCluster c(2, install_gossip);
  const auto complaint = [](const auto& call) -> std::string {
    try {
      call();
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
    return "";
  };
  CHECK(complaint([&] { c.cut("n0", "n7"); }) == "cut: no node and no service 'n7', but n0 n1");
  CHECK(complaint([&] { c.cut_one_way("x", "n0"); }) ==
        "cut: no node and no service 'x', but n0 n1");
  CHECK(complaint([&] { c.client_request("n7", tell_n1); }) == "no node 'n7', but n0 n1");
  CHECK(complaint([&] { c.restart("n2"); }) == "no node 'n2', but n0 n1");
  CHECK(complaint([&] { c.cut("n0", "lin-kv"); }).empty());
}
