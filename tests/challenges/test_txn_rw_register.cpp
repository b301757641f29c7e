#include <algorithm>

#include "glomers/testing.hpp"
#include "tests/catch.hpp"
#include "txn_rw_register/txn_rw_register.hpp"

using namespace glomers;

namespace {

/// This is a vector, as a Json made of {{"k", 1}} would be an object.
Json txn(const std::vector<Json>& operations) {
  return {{"type", "txn"}, {"txn", operations}};
}

Json read(const Json& key) {
  return {"r", key, nullptr};
}

Json write(const Json& key, const Json& value) {
  return {"w", key, value};
}

/// A batch of the replication engine with one entry of a node's log.
Json batch(const std::string& node, std::int64_t position, const Json& entry) {
  const std::string tag = "00000000001";
  return {{"type", "replicate"},
          {"tag", tag},
          {"ts", 0},
          {"logs", {{node + '.' + tag, {position, entry}}}}};
}

Json writes(std::int64_t stamp, const std::vector<Json>& pairs,
            const Json& after = Json::object()) {
  return {{"type", "writes"}, {"stamp", stamp}, {"writes", pairs}, {"after", after}};
}

/// The node n0 of three. The test plays the others.
struct ReadyRegister : TestNode {
  ReadyRegister() : TestNode(txn_rw_register::program()) { init("n0", {"n0", "n1", "n2"}); }

  Json value(const Json& key) { return request(txn({read(key)})).at("txn")[0][2]; }
};

}  // namespace

TEST_CASE("a transaction is answered with its reads filled in") {
  ReadyRegister t;
  CHECK(t.request(txn({read(1), write(1, 6), write(2, 9)})) ==
        Json({{"type", "txn_ok"}, {"txn", {{"r", 1, nullptr}, {"w", 1, 6}, {"w", 2, 9}}}}));
  CHECK(t.request(txn({read(1), read(2), read(3)})) ==
        Json({{"type", "txn_ok"}, {"txn", {{"r", 1, 6}, {"r", 2, 9}, {"r", 3, nullptr}}}}));
  CHECK(t.request(txn({})) == Json({{"type", "txn_ok"}, {"txn", Json::array()}}));
}

TEST_CASE("a transaction reads its own writes, and what was before them") {
  ReadyRegister t;
  t.request(txn({write("k", "old")}));
  CHECK(t.request(txn({read("k"), write("k", 1), read("k"), write("k", 2), read("k")})).at("txn") ==
        Json({{"r", "k", "old"}, {"w", "k", 1}, {"r", "k", 1}, {"w", "k", 2}, {"r", "k", 2}}));
  CHECK(t.value("k") == 2);
}

TEST_CASE("keys may be any JSON, and 1 and \"1\" are two") {
  ReadyRegister t;
  t.request(txn({write(1, "number"), write("1", "string"), write({{"a", 1}}, "object")}));
  CHECK(t.value(1) == "number");
  CHECK(t.value("1") == "string");
  CHECK(t.value({{"a", 1}}) == "object");
}

TEST_CASE("pairs as keys and values are carried to other nodes like any other") {
  TestCluster c(2, txn_rw_register::program());
  const Json key = Json::array({"a", 1});
  const Json value = Json::array({"b", 2});
  CHECK(c.client_request("n0", txn({write(key, value)})).at("type") == "txn_ok");
  CHECK(c.client_request("n0", txn({write("next", 1)})).at("type") == "txn_ok");
  c.run_for(1s);
  CHECK(c.client_request("n1", txn({read(key), read("next")})).at("txn") ==
        Json({{"r", key, value}, {"r", "next", 1}}));
}

TEST_CASE("two starts of one node that give the same timestamp leave all nodes alike") {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    TestCluster c(3, txn_rw_register::program(), {}, seed);
    c.client_request("n1", txn({write("k", "of the first start")}));
    c.run_for(10s);
    c.restart("n1");
    c.client_request("n1", txn({write("k", "of the second start")}));
    c.run_for(10s);
    const Json value = c.client_request("n0", txn({read("k")}));
    CHECK(c.client_request("n1", txn({read("k")})) == value);
    CHECK(c.client_request("n2", txn({read("k")})) == value);
  }
}

TEST_CASE("a bad transaction is refused by its field's name, and changes nothing") {
  ReadyRegister t;
  const auto refused = [&t](const Json& request, const std::string& text) {
    const Json error = t.request(request);
    INFO(error.dump());
    CHECK(error.at("type") == "error");
    CHECK(error.at("code") == 12);
    CHECK(error.at("text").get<std::string>().find(text) == 0);
  };
  refused({{"type", "txn"}}, "field 'txn' is missing");
  refused({{"type", "txn"}, {"txn", "r"}}, "field 'txn' must be an array");
  refused(txn({write(1, 1), {"append", 1, 2}}), "field 'txn[1][0]' must be \"r\" or \"w\"");
  refused(txn({write(1, 1), {nullptr, 1, 2}}), "field 'txn[1][0]' must be");
  refused(txn({write(1, 1), {"r", 1}}), "field 'txn[1]' must be an array [operation, key, value]");
  refused(txn({write(1, 1), "r"}), "field 'txn[1]' must be an array");
  t.advance(1s);
  CHECK(t.value(1) == nullptr);
  for (const char* peer : {"n1", "n2"}) CHECK(t.sent_to(peer).empty());
}

TEST_CASE("a transaction that only reads is told to nobody") {
  TestCluster c(3, txn_rw_register::program());
  for (const auto& id : c.ids()) c.client_request(id, txn({write(1, id)}));
  c.run_for(10s);
  const auto quiet = c.message_count();
  for (const auto& id : c.ids()) c.client_request(id, txn({read(1), read(2)}));
  c.run_for(10s);
  CHECK(c.message_count() == quiet);
}

TEST_CASE("the newest write wins, by timestamp and then by node, in whatever order they come") {
  const std::vector<std::pair<std::string, Json>> entries = {
      {"n1", writes(5, {{"k", "n1's"}})},
      {"n2", writes(5, {{"k", "n2's"}, {"l", "n2's"}})},
      {"n0", writes(4, {{"k", "of a former n0"}, {"l", "of a former n0"}})}};
  std::vector<std::size_t> order = {0, 1, 2};
  do {
    TestNode t(txn_rw_register::program());
    t.init("n3", {"n0", "n1", "n2", "n3"});
    for (const std::size_t i : order)
      t.deliver(entries[i].first, batch(entries[i].first, 0, entries[i].second));
    CHECK(t.request(txn({read("k"), read("l")})).at("txn") ==
          Json({{"r", "k", "n2's"}, {"r", "l", "n2's"}}));
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("a write after a read of another node's write is newer than it") {
  ReadyRegister t;  // n0 loses every tie
  t.deliver("n2", batch("n2", 0, writes(41, {{"k", "theirs"}})));
  t.request(txn({write("k", "ours")}));
  CHECK(t.value("k") == "ours");
  t.deliver("n2", batch("n2", 1, writes(42, {{"k", "theirs again"}})));
  CHECK(t.value("k") == "theirs again");
}

TEST_CASE("an effect that comes before its cause is not shown before it") {
  ReadyRegister t;
  const Json effect = writes(2, {{"effect", 1}}, {{"n1.00000000001", 1}});
  t.deliver("n2", batch("n2", 0, effect));
  CHECK(t.value("effect") == nullptr);
  t.deliver("n1", batch("n1", 0, writes(1, {{"cause", 1}})));
  CHECK(t.value("cause") == 1);
  CHECK(t.value("effect") == 1);
}

TEST_CASE("what a node had seen, its transaction says it comes after") {
  ReadyRegister t;
  t.deliver("n1", batch("n1", 0, writes(1, {{"cause", 1}})));
  t.request(txn({write("effect", 1)}));
  t.advance(1s);
  bool said = false;
  for (const Message& m : t.sent_to("n1"))
    if (m.body.contains("logs"))
      for (const auto& [name, span] : m.body.at("logs").items())
        said |= span.at(1).value("after", Json()) == Json({{"n1.00000000001", 1}});
  CHECK(said);
}

TEST_CASE("no node ever sees a part of a transaction, nor an effect without its cause") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    TestCluster c(3, txn_rw_register::program(), {}, seed);
    c.set_link([](const Message&, Random& random) {
      return random.chance(0.2) ? std::vector<Time>{}
                                : std::vector<Time>{from_ms(100 * random.exponential())};
    });
    int seen_apart = 0;
    for (int i = 1; i <= 300; ++i) {
      const std::string& id = c.ids()[static_cast<std::size_t>(i) % 3];
      // "b" is written after "a" with the value that was read of it.
      const Json seen =
          c.client_request(id, txn({read("x"), read("y"), read("a"), read("b")})).at("txn");
      CAPTURE(seed, i, seen.dump());
      REQUIRE(seen[0][2] == seen[1][2]);
      if (seen[2][2] != seen[3][2]) ++seen_apart;
      if (!seen[3][2].is_null()) REQUIRE(seen[2][2] >= seen[3][2]);
      c.client_request(id, txn({write("x", i), write("y", i)}));
      if (i % 3 == 0) c.client_request(id, txn({write("a", i)}));
      if (i % 3 == 1) c.client_request(id, txn({write("b", seen[2][2])}));
      c.run_for(20ms);
    }
    CHECK(seen_apart > 0);
    c.set_link([](const Message&, Random&) { return std::vector<Time>{1ms}; });
    c.run_for(10s);
    const Json all = txn({read("x"), read("y"), read("a"), read("b")});
    for (const auto& id : c.ids()) CHECK(c.client_request(id, all) == c.client_request("n0", all));
  }
}

TEST_CASE("a node that is cut off answers every transaction") {
  TestCluster c(3, txn_rw_register::program());
  for (const auto& id : {"n0", "n2"}) c.cut("n1", id);
  for (int i = 0; i < 100; ++i) {
    const Json reply = c.client_request("n1", txn({read(1), write(1, i)}));
    REQUIRE(reply.at("type") == "txn_ok");
    REQUIRE(reply.at("txn")[0][2] == (i == 0 ? Json() : Json(i - 1)));
    c.run_for(100ms);
  }
}
