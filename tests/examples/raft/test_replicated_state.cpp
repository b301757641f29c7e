#include "glomers/testing.hpp"
#include "tests/catch.hpp"
#include "tests/examples/raft/replicated_state.hpp"

namespace raft {
namespace {

/// `append{value}` and `read`, on a list; `add` is no command of it.
struct List {
  explicit List(Node& node)
      : state(
            node, 600ms, [](const Json& request) { return request.at("type") == "read"; },
            [this](const Json& request) { return run(request); }) {
    state.on("append");
    state.on("read");
    state.on("add");
  }

  Json run(const Json& request) {
    if (request.at("type") == "add") throw RpcError(ErrorCode::abort, "no numbers here");
    if (request.at("type") == "append") values.push_back(request.at("value"));
    return {{"type", "values"}, {"values", values}};
  }

  Json::Array values;
  ReplicatedState state;
};

AppFactory list() {
  return [](Node& node) { return std::make_shared<List>(node); };
}

const Json read = {{"type", "read"}};

Json append(const Json& value) {
  return {{"type", "append"}, {"value", value}};
}

Json values(const Json::Array& list) {
  return {{"type", "values"}, {"values", list}};
}

Json error(ErrorCode code) {
  return static_cast<int>(code);
}

/// Nodes that have elected a leader.
struct Cluster : TestCluster {
  explicit Cluster(std::size_t count, std::uint64_t seed = 1) : TestCluster(count, list(), seed) {
    run_for(2s);
  }

  /// Whoever sends heartbeats.
  std::string leader() {
    std::string found;
    set_link([&found](const Message& message, Random&) {
      if (message.body.type() == "append_entries") found = message.src;
      return std::vector<Time>{1ms};
    });
    run_for(200ms);
    set_link([](const Message&, Random&) { return std::vector<Time>{1ms}; });
    return found;
  }

  std::string follower() {
    const std::string leading = leader();
    return leading == ids()[0] ? ids()[1] : ids()[0];
  }

  void isolate(const std::string& node) {
    for (const std::string& other : ids())
      if (other != node) cut(node, other);
  }
};

}  // namespace

TEST_CASE("every node takes commands and reads, and all see the same") {
  Cluster c(3);
  CHECK(c.client_request("n0", append(1)) == values({1}));
  CHECK(c.client_request("n1", append(2)) == values({1, 2}));
  CHECK(c.client_request("n2", read) == values({1, 2}));
}

TEST_CASE("a command that the state refuses is answered with its error") {
  Cluster c(3);
  for (const std::string& node : c.ids())
    CHECK(c.client_request(node, {{"type", "add"}}).at("code") == error(ErrorCode::abort));
}

TEST_CASE("a command that reaches the leader twice is applied once, and a third time neither") {
  Cluster c(3);
  const std::string follower = c.follower();
  c.set_link([](const Message& message, Random&) {
    if (message.body.type() != "order") return std::vector<Time>{1ms};
    return std::vector<Time>{1ms, 2ms, 500ms};
  });
  CHECK(c.client_request(follower, append(1)) == values({1}));
  c.run_for(1s);
  CHECK(c.client_request(follower, read) == values({1}));
}

TEST_CASE("a command whose answer is lost is asked for again, and applied once") {
  Cluster c(3);
  const std::string follower = c.follower();
  bool lost = false;
  c.set_link([&lost](const Message& message, Random&) {
    if (message.body.type() != "order_ok" || std::exchange(lost, true))
      return std::vector<Time>{1ms};
    return std::vector<Time>{};
  });
  CHECK(c.client_request(follower, append(1)) == values({1}));
  CHECK(lost);
}

TEST_CASE("a leader that is cut off answers nothing with its old state") {
  Cluster c(3);
  const std::string old_leader = c.leader();
  c.client_request(old_leader, append(1));
  c.isolate(old_leader);
  const std::int64_t stale = c.ask(old_leader, read);
  c.run_for(2s);
  CHECK(c.reply_to(stale).at("type") == "error");
  const std::string other = old_leader == "n0" ? "n1" : "n0";
  CHECK(c.client_request(other, append(2)) == values({1, 2}));
  CHECK(c.client_request(old_leader, read).at("code") == error(ErrorCode::temporarily_unavailable));
  c.heal();
  c.run_for(2s);
  CHECK(c.client_request(old_leader, read) == values({1, 2}));
}

TEST_CASE("without a leader a request is refused: it has not happened, and will not") {
  Cluster c(3);
  for (const std::string& node : c.ids()) c.isolate(node);
  c.run_for(3s);
  CHECK(c.client_request("n0", append(1)).at("code") == error(ErrorCode::temporarily_unavailable));
  c.heal();
  c.run_for(3s);
  CHECK(c.client_request("n0", read) == values({}));
}

TEST_CASE("what may have reached a leader is told as unknown, before the client leaves") {
  Cluster c(3);
  const std::string leader = c.leader();
  c.isolate(leader);
  const Time asked = c.now();
  CHECK(c.client_request(leader, append(1)).at("code") == error(ErrorCode::timeout));
  CHECK(c.now() - asked <= 700ms);
}

TEST_CASE("nodes come to the same state in spite of loss, duplicates, and reordering") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    INFO("seed " << seed);
    Cluster c(5, seed);
    c.set_link([](const Message&, Random& random) {
      std::vector<Time> arrivals;
      if (!random.chance(0.2)) arrivals.push_back(random.between(1ms, 50ms));
      if (random.chance(0.2)) arrivals.push_back(random.between(1ms, 1s));
      return arrivals;
    });
    std::vector<std::int64_t> asked;
    for (int i = 0; i < 50; ++i) {
      asked.push_back(c.ask(c.ids()[static_cast<std::size_t>(i) % 5], append(i)));
      c.run_for(20ms);
    }
    c.run_for(5s);
    c.set_link([](const Message&, Random&) { return std::vector<Time>{1ms}; });
    c.run_for(5s);
    const Json::Array all = c.client_request("n0", read).at("values").as_array();
    CHECK(std::set<Json>(all.begin(), all.end()).size() == all.size());
    for (int i = 0; i < 50; ++i) {
      const Json reply = c.reply_to(asked[static_cast<std::size_t>(i)]);
      if (reply.at("type") != "values") continue;
      const Json::Array& seen = reply.at("values").as_array();
      REQUIRE(seen.size() <= all.size());
      CHECK(seen.back() == Json(i));
      CHECK(Json::Array(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(seen.size())) ==
            seen);
    }
    for (const std::string& node : c.ids()) CHECK(c.client_request(node, read) == values(all));
  }
}

}  // namespace raft
