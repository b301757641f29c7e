// What was acknowledged with --durable is there after all nodes have died at once. Without it
// less is promised, and that holds.

#include <map>
#include <set>

#include "broadcast/broadcast.hpp"
#include "glomers/testing.hpp"
#include "kafka_log/kafka_log.hpp"
#include "tests/catch.hpp"
#include "txn_rw_register/txn_rw_register.hpp"

using namespace glomers;

namespace {

const std::vector<std::string> durable = {"--durable"};

/// Three nodes. All links lose and reorder messages, those to lin-kv too.
struct Cluster : TestCluster {
  Cluster(const Program& program, const std::vector<std::string>& arguments, std::uint64_t seed)
      : TestCluster(3, program, arguments, seed) {
    set_link([](const Message&, Random& random) {
      return random.chance(0.05) ? std::vector<Time>{}
                                 : std::vector<Time>{from_ms(10 * random.exponential())};
    });
  }

  /// Links work from now on, and all that was begun comes to its end.
  void calm_down() {
    set_link([](const Message&, Random&) { return std::vector<Time>{1ms}; });
    run_for(15s);
  }

  /// Sends the node one request each 10 ms and returns the replies that came, by request.
  template <class F>
  std::map<int, Json> load(int count, F request) {
    std::map<int, std::int64_t> asked;
    for (int i = 0; i < count; ++i) {
      asked[i] = ask(ids()[static_cast<std::size_t>(i) % 3], request(i));
      run_for(10ms);
    }
    std::map<int, Json> replies;
    for (const auto& [i, id] : asked)
      if (const Json reply = reply_to(id); !reply.is_null()) replies[i] = reply;
    return replies;
  }
};

Json transaction(const std::vector<Json>& operations) {
  return {{"type", "txn"}, {"txn", operations}};
}

constexpr std::uint64_t seeds = 10;
constexpr int lives = 3;
constexpr int requests = 200;

}  // namespace

TEST_CASE("broadcast --durable: all nodes die at once, and no acknowledged value is missing") {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    Cluster c(broadcast::program(), durable, seed);
    std::set<int> acknowledged;
    for (int life = 0; life < lives; ++life) {
      const auto value = [&](int i) { return life * requests + i; };
      const auto replies = c.load(requests, [&](int i) {
        return Json{{"type", "broadcast"}, {"message", value(i)}};
      });
      for (const auto& [i, reply] : replies) acknowledged.insert(value(i));
      c.restart_all();
    }
    c.calm_down();
    CAPTURE(seed);
    REQUIRE(acknowledged.size() > lives * requests / 4);
    for (const auto& id : c.ids()) {
      const Json read = c.client_request(id, {{"type", "read"}}).at("messages");
      const auto values = read.get<std::set<int>>();
      REQUIRE(
          std::includes(values.begin(), values.end(), acknowledged.begin(), acknowledged.end()));
    }
  }
}

TEST_CASE("kafka_log --durable: all nodes die at once, and logs keep every offset's message") {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    Cluster c(kafka_log::program(), durable, seed);
    std::map<std::int64_t, int> sent;  // the message by its offset
    for (int life = 0; life < lives; ++life) {
      const auto value = [&](int i) { return life * requests + i; };
      const auto replies = c.load(requests, [&](int i) {
        return Json{{"type", "send"}, {"key", "k"}, {"msg", value(i)}};
      });
      for (const auto& [i, reply] : replies) {
        CAPTURE(seed, life);
        REQUIRE(sent.emplace(reply.at("offset").get<std::int64_t>(), value(i)).second);
      }
      c.restart_all();
    }
    c.calm_down();
    CAPTURE(seed);
    REQUIRE(sent.size() > lives * requests / 4);
    std::map<std::int64_t, int> polled;
    for (const auto& id : c.ids()) {
      const Json reply = c.client_request(id, {{"type", "poll"}, {"offsets", {{"k", 0}}}});
      for (const Json& pair : reply.at("msgs").at("k")) {
        const auto [at, fresh] = polled.insert(pair.get<std::pair<std::int64_t, int>>());
        REQUIRE((id == "n0" || !fresh));
        REQUIRE(at->second == pair[1]);
      }
    }
    for (const auto& [offset, msg] : sent) REQUIRE(polled.at(offset) == msg);
  }
}

TEST_CASE("kafka_log --durable: committed offsets survive the death of all nodes") {
  Cluster c(kafka_log::program(), durable, 1);
  c.calm_down();
  CHECK(c.client_request("n1", {{"type", "commit_offsets"}, {"offsets", {{"k", 7}}}}).at("type") ==
        "commit_offsets_ok");
  c.restart_all();
  const Json list = {{"type", "list_committed_offsets"}, {"keys", {"k"}}};
  CHECK(c.client_request("n1", list).at("offsets") == Json({{"k", 7}}));
  CHECK(c.client_request("n2", list).at("offsets") == Json({{"k", 7}}));
}

TEST_CASE("txn_rw_register --durable: all nodes die at once, and each transaction is there whole") {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    Cluster c(txn_rw_register::program(), durable, seed);
    std::set<int> acknowledged;
    for (int life = 0; life < lives; ++life) {
      const auto value = [&](int i) { return life * requests + i; };
      // Each transaction writes two registers of its own.
      const auto replies = c.load(requests, [&](int i) {
        const std::string key = std::to_string(value(i));
        return transaction({{"w", "a" + key, value(i)}, {"w", "b" + key, value(i)}});
      });
      for (const auto& [i, reply] : replies) acknowledged.insert(value(i));
      c.restart_all();
    }
    c.calm_down();
    CAPTURE(seed);
    REQUIRE(acknowledged.size() > lives * requests / 4);
    for (int i = 0; i < lives * requests; ++i) {
      const std::string key = std::to_string(i);
      for (const auto& id : c.ids()) {
        const Json read = transaction({{"r", "a" + key, nullptr}, {"r", "b" + key, nullptr}});
        const Json found = c.client_request(id, read).at("txn");
        REQUIRE(found[0][2] == found[1][2]);
        REQUIRE((acknowledged.count(i) == 0 || found[0][2] == i));
      }
    }
  }
}

TEST_CASE(
    "txn_rw_register --durable: those of one group see each other in order, and nobody else") {
  TestCluster c(1, txn_rw_register::program(), durable);
  const Json increment_read = transaction({{"r", "x", nullptr}});
  c.client_request("n0", transaction({{"w", "x", 0}}));  // the next write is an interval later
  std::vector<std::int64_t> ids;
  for (int i = 1; i <= 3; ++i)
    ids.push_back(c.ask("n0", transaction({{"r", "x", nullptr}, {"w", "x", i}})));
  CHECK(c.client_request("n0", increment_read).at("txn")[0][2] == 0);
  c.set_link([](const Message&, Random&) { return std::vector<Time>{20ms}; });
  c.run_for(70ms);
  CHECK(c.client_request("n0", increment_read).at("txn")[0][2] == 0);  // it is under way
  c.run_for(100ms);
  for (int i = 0; i < 3; ++i)
    CHECK(c.reply_to(ids[static_cast<std::size_t>(i)]).at("txn")[0][2] == i);
  CHECK(c.client_request("n0", increment_read).at("txn")[0][2] == 3);
}

// Without a journal. ----------------------------------------------------------

TEST_CASE(
    "txn_rw_register: what comes after a transaction that died with its nodes is shown in the "
    "end") {
  TestNode t(txn_rw_register::program());
  t.init("n0", {"n0", "n1", "n2"});
  const auto hear = [&](const std::string& from, const std::string& tag, const Json& fields) {
    Json body = {{"type", "replicate"}, {"tag", tag}, {"ts", 0}};
    body.update(fields);
    t.deliver(from, body);
  };
  const auto value = [&](const char* key) {
    return t.request(transaction({{"r", key, nullptr}})).at("txn")[0][2];
  };
  const std::string dead = "00000000001", alive = "00000000002";
  const Json effect = {{"type", "writes"},
                       {"stamp", 2},
                       {"writes", Json::array({Json::array({"x", 1})})},
                       {"after", {{"n2." + dead, 1}}}};
  hear("n1", dead, {{"logs", {{"n1." + dead, Json::array({0, effect})}}}});
  t.advance(60s);
  CHECK(value("x") == nullptr);  // n2 may live, and hold it
  hear("n2", alive, {{"have", Json::object()}});
  t.advance(9s);
  CHECK(value("x") == nullptr);
  t.advance(15s);
  CHECK(value("x") == 1);
}

TEST_CASE("kafka_log: nodes agree in the end though a killed one gave an offset twice") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    TestCluster c(3, kafka_log::program(), {}, seed);
    const Json send = {{"type", "send"}, {"key", "k"}, {"msg", 1}};
    const auto first = c.client_request("n1", send).at("offset");
    c.run_for(2s);
    c.restart("n1");
    // The restarted node has not heard yet of what it forgot.
    const auto second =
        c.client_request("n1", {{"type", "send"}, {"key", "k"}, {"msg", 2}}).at("offset");
    REQUIRE(first == second);
    c.run_for(20s);
    const Json poll = {{"type", "poll"}, {"offsets", {{"k", 0}}}};
    const Json seen = c.client_request("n0", poll).at("msgs");
    CAPTURE(seed);
    REQUIRE(seen.at("k").size() == 1);
    for (const auto& id : c.ids()) REQUIRE(c.client_request(id, poll).at("msgs") == seen);
  }
}
