#include <deque>
#include <utility>

#include "g_counter/g_counter.hpp"
#include "glomers/testing.hpp"
#include "tests/catch.hpp"
#include "tests/challenges/counter_bodies.hpp"

using namespace glomers;

namespace {

const Json cas_ok = {{"type", "cas_ok"}};

Json error(ErrorCode code) {
  return RpcError(code, "").to_body();
}

/// What was sent to seq-kv, without the msg_id.
Json body_of(const Message& m) {
  Json body = m.body;
  body.erase("msg_id");
  return body;
}

Json cas(std::int64_t from, std::int64_t to) {
  return {
      {"type", "cas"}, {"key", "n0"}, {"from", from}, {"to", to}, {"create_if_not_exists", true}};
}

const Json read_own_key = {{"type", "read"}, {"key", "n0"}};

/// The node n0 of three. The test answers for seq-kv.
struct ByHand : TestNode {
  ByHand() : TestNode(g_counter::program()) { init("n0", {"n0", "n1", "n2"}); }

  /// What the node asks of seq-kv at present: it is always one thing.
  Message asked(const Json& body) {
    const auto messages = sent_to("seq-kv");
    REQUIRE(messages.size() == 1);
    REQUIRE(body_of(messages[0]) == body);
    return messages[0];
  }

  bool asks_nothing() { return sent_to("seq-kv").empty(); }

  std::int64_t total() { return request(read_total).at("value").get<std::int64_t>(); }
};

/// The same node after it has read its store, which is empty.
struct Loaded : ByHand {
  Loaded() {
    ask(read_total);
    answer(asked(read_own_key), error(ErrorCode::key_does_not_exist));
  }
};

}  // namespace

TEST_CASE_METHOD(Loaded, "an add is acknowledged and read once seq-kv holds the total") {
  const auto request = ask(add(3));
  const Message write = asked(cas(0, 3));
  CHECK(reply_to(request).is_null());
  CHECK(total() == 0);
  answer(write, cas_ok);
  CHECK(reply_to(request) == add_ok);
  CHECK(TestNode::request(read_total) == read_ok(3));
}

TEST_CASE_METHOD(Loaded, "one write is under way at a time, and the next takes all that waited") {
  const auto first = ask(add(1));
  const Message write = asked(cas(0, 1));
  const auto second = ask(add(2)), third = ask(add(4));
  advance(500ms);
  CHECK(asks_nothing());
  answer(write, cas_ok);
  CHECK(reply_to(first) == add_ok);
  CHECK(reply_to(second).is_null());
  answer(asked(cas(1, 7)), cas_ok);
  CHECK(reply_to(second) == add_ok);
  CHECK(reply_to(third) == add_ok);
  CHECK(total() == 7);
}

TEST_CASE_METHOD(Loaded, "a write that took effect unheard is found out and not repeated") {
  const auto request = ask(add(3));
  asked(cas(0, 3));
  advance(1s);
  const Message look = asked(read_own_key);
  CHECK(reply_to(request).is_null());
  answer(look, read_ok(3));
  CHECK(reply_to(request) == add_ok);
  CHECK(asks_nothing());
  CHECK(total() == 3);
}

TEST_CASE_METHOD(Loaded, "a write that was lost is repeated") {
  const auto request = ask(add(3));
  asked(cas(0, 3));
  advance(1s);
  answer(asked(read_own_key), error(ErrorCode::key_does_not_exist));
  answer(asked(cas(0, 3)), cas_ok);
  CHECK(reply_to(request) == add_ok);
  CHECK(total() == 3);
}

TEST_CASE_METHOD(Loaded, "a write that takes effect late is counted once, and overwrites nothing") {
  FakeServices services;
  const auto first = ask(add(3));
  const Message late = asked(cas(0, 3));
  advance(1s);
  Message look = asked(read_own_key);
  answer(look, services.answer(look));
  const Message again = asked(cas(0, 3));

  SECTION("before the second attempt") {
    services.answer(late);
    answer(again, services.answer(again));
    CHECK(reply_to(first).is_null());  // the second attempt failed: the node asks what is stored
    look = asked(read_own_key);
    answer(look, services.answer(look));
  }
  SECTION("after the second attempt and the write after it") {
    answer(again, services.answer(again));
    ask(add(4));
    const Message next = asked(cas(3, 7));
    answer(next, services.answer(next));
    services.answer(late);
    CHECK(services.store("seq-kv").at("n0") == 7);
    CHECK(total() == 7);
    return;
  }
  CHECK(reply_to(first) == add_ok);
  CHECK(services.store("seq-kv").at("n0") == 3);
  CHECK(total() == 3);
}

TEST_CASE_METHOD(Loaded, "a write that is refused is tried again, but not at once") {
  const auto request = ask(add(3));
  answer(asked(cas(0, 3)), error(ErrorCode::not_supported));
  CHECK(asks_nothing());
  advance(200ms);
  answer(asked(read_own_key), error(ErrorCode::key_does_not_exist));
  answer(asked(cas(0, 3)), cas_ok);
  CHECK(reply_to(request) == add_ok);
}

TEST_CASE_METHOD(Loaded, "a store that takes long to answer is given as long the next time") {
  const auto first = ask(add(3));
  asked(cas(0, 3));
  advance(1s);
  const Message look = asked(read_own_key);
  advance(900ms);
  answer(look, read_ok(3));
  CHECK(reply_to(first) == add_ok);
  ask(add(4));
  const Message write = asked(cas(3, 7));
  advance(1799ms);
  CHECK(asks_nothing());
  answer(write, cas_ok);
  CHECK(total() == 7);
}

TEST_CASE_METHOD(Loaded, "what a former life stored late is kept, and added to") {
  const auto request = ask(add(3));
  answer(asked(cas(0, 3)), error(ErrorCode::precondition_failed));
  answer(asked(read_own_key), read_ok(10));
  answer(asked(cas(10, 13)), cas_ok);
  CHECK(reply_to(request) == add_ok);
  CHECK(total() == 13);
}

TEST_CASE_METHOD(ByHand,
                 "a restarted node goes on from what it stored; reads and adds wait for it") {
  const auto early_read = ask(read_total), early_add = ask(add(5));
  const Message load = asked(read_own_key);
  advance(900ms);
  CHECK(asks_nothing());
  CHECK(reply_to(early_read).is_null());
  answer(load, read_ok(10));
  CHECK(reply_to(early_read) == read_ok(10));
  answer(asked(cas(10, 15)), cas_ok);
  CHECK(reply_to(early_add) == add_ok);
  CHECK(total() == 15);
}

TEST_CASE_METHOD(ByHand, "a total that cannot be read is asked for again") {
  const auto request = ask(read_total);
  answer(asked(read_own_key), error(ErrorCode::abort));
  advance(1s);
  asked(read_own_key);
  advance(1100ms);  // no answer
  answer(asked(read_own_key), read_ok(4));
  CHECK(reply_to(request) == read_ok(4));
}

TEST_CASE_METHOD(ByHand, "a store that takes twelve seconds is waited for in the end") {
  std::deque<std::pair<int, Message>> under_way;  // by the second of the answer
  ask(read_total);
  for (int second = 0; second < 100; ++second) {
    for (const Message& m : sent_to("seq-kv")) under_way.emplace_back(second + 12, m);
    for (; !under_way.empty() && under_way.front().first <= second; under_way.pop_front())
      answer(under_way.front().second, read_ok(4));
    advance(1s);
  }
  CHECK(total() == 4);
}

TEST_CASE_METHOD(ByHand, "a stored total that no counter can hold is not taken") {
  ask(read_total);
  answer(asked(read_own_key), read_ok(-4));
  advance(200ms);
  answer(asked(read_own_key), read_ok(INT64_MAX));
  advance(200ms);
  answer(asked(read_own_key), read_ok(4));
  CHECK(total() == 4);
}

TEST_CASE_METHOD(Loaded, "an add of nothing is acknowledged at once and not stored") {
  CHECK(request(add(Json(0))) == add_ok);
  advance(1s);
  CHECK(asks_nothing());
}

TEST_CASE_METHOD(Loaded, "a bad add is refused by its field's name, and changes nothing") {
  const std::vector<std::pair<Json, std::string>> cases = {
      {{{"type", "add"}}, "field 'delta' is missing"},
      {add("3"), "field 'delta' must be an integer, got \"3\""},
      {add(1.5), "field 'delta' must be an integer, got 1.5"},
      {add(nullptr), "field 'delta' must be an integer, got null"},
      {add(-1), "field 'delta' must not be negative: the counter only grows"}};
  for (const auto& [bad, text] : cases)
    CHECK(request(bad) == Json({{"type", "error"}, {"code", 12}, {"text", text}}));
  advance(1s);
  CHECK(asks_nothing());
  CHECK(total() == 0);
}

TEST_CASE_METHOD(Loaded, "an add that the counter cannot hold is refused, and changes nothing") {
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  const Json refused = request(add(most));
  CHECK(refused.at("type") == "error");
  CHECK(refused.at("code") == 12);
  CHECK(asks_nothing());
  const auto first = ask(add(most / 3));
  answer(asked(cas(0, most / 3)), cas_ok);
  CHECK(reply_to(first) == add_ok);
  CHECK(request(add(1)).at("code") == 12);
  CHECK(total() == most / 3);
}

TEST_CASE("adds that come faster than writes go share them") {
  TestCluster c(1, g_counter::program());
  c.client_request("n0", read_total);
  c.set_link([](const Message&, Random&) { return std::vector<Time>{20ms}; });
  const auto before = c.message_count();
  for (int i = 0; i < 1000; ++i) {
    c.ask("n0", add(1));
    c.run_for(4ms);
  }
  c.run_for(1s);
  CHECK(c.client_request("n0", read_total) == read_ok(1000));
  const auto writes = (c.message_count() - before) / 2;
  CHECK(writes >= 100);
  CHECK(writes <= 102);
}

TEST_CASE("every node comes to read the sum, and a restarted one too") {
  TestCluster c(3, g_counter::program());
  for (const auto& id : c.ids())
    for (const std::int64_t delta : {1, 2}) REQUIRE(c.client_request(id, add(delta)) == add_ok);
  c.run_for(3s);
  for (const auto& id : c.ids()) CHECK(c.client_request(id, read_total) == read_ok(9));
  for (const auto& id : c.ids()) c.restart(id);
  for (const auto& id : c.ids()) c.client_request(id, read_total);
  c.run_for(10s);
  for (const auto& id : c.ids()) CHECK(c.client_request(id, read_total) == read_ok(9));
}

TEST_CASE("a node that is cut off acknowledges adds, and all read them after healing") {
  TestCluster c(3, g_counter::program());
  for (const auto& id : {"n0", "n2"}) c.cut("n1", id);
  REQUIRE(c.client_request("n1", add(5)) == add_ok);
  REQUIRE(c.client_request("n0", add(2)) == add_ok);
  c.run_for(10s);
  CHECK(c.client_request("n1", read_total) == read_ok(5));
  CHECK(c.client_request("n2", read_total) == read_ok(2));
  c.heal();
  c.run_for(3s);
  for (const auto& id : c.ids()) CHECK(c.client_request(id, read_total) == read_ok(7));
}

TEST_CASE("no acknowledged add is lost and none counts twice, whatever happens to messages") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    TestCluster c(3, g_counter::program(), {}, seed);
    // One in five is lost, seq-kv's too, and some take longer than the timeout of a write.
    c.set_link([](const Message&, Random& random) {
      return random.chance(0.2) ? std::vector<Time>{}
                                : std::vector<Time>{from_ms(400 * random.exponential())};
    });
    std::int64_t sum = 0;
    std::vector<std::int64_t> adds;
    for (int i = 0; i < 200; ++i) {
      const auto delta = static_cast<std::int64_t>(1 + i % 4);
      adds.push_back(c.ask(c.ids()[static_cast<std::size_t>(i) % 3], add(delta)));
      sum += delta;
      c.run_for(50ms);
    }
    c.set_link([](const Message&, Random&) { return std::vector<Time>{1ms}; });
    c.run_for(20s);
    CAPTURE(seed);
    // Some adds take longer than a client waits. The client is told that nobody knows what
    // happened, and here the add did happen.
    int acknowledged = 0;
    for (const auto id : adds) {
      acknowledged += c.reply_to(id) == add_ok;
      REQUIRE((c.reply_to(id) == add_ok || c.reply_to(id).at("code") == 0));
    }
    REQUIRE(acknowledged > 40);
    for (const auto& id : c.ids()) REQUIRE(c.client_request(id, read_total) == read_ok(sum));
  }
}
