#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "glomers/testing.hpp"
#include "kafka_log/kafka_log.hpp"
#include "tests/catch.hpp"

using namespace glomers;

namespace {

Json send(const std::string& key, const Json& msg) {
  return {{"type", "send"}, {"key", key}, {"msg", msg}};
}

Json poll(const Json& offsets) {
  return {{"type", "poll"}, {"offsets", offsets}};
}

Json poll_ok(const Json& msgs) {
  return {{"type", "poll_ok"}, {"msgs", msgs}};
}

Json commit(const Json& offsets) {
  return {{"type", "commit_offsets"}, {"offsets", offsets}};
}

Json list(const Json& keys) {
  return {{"type", "list_committed_offsets"}, {"keys", keys}};
}

Json list_ok(const Json& offsets) {
  return {{"type", "list_committed_offsets_ok"}, {"offsets", offsets}};
}

const Json none = Json::object();

/// A node alone: every message is stable at once.
struct Alone : TestNode {
  Alone() : TestNode(kafka_log::program()) { init("n0", {"n0"}); }
};

std::int64_t send_to(TestCluster& c, const std::string& id, const std::string& key,
                     const Json& msg) {
  return c.client_request(id, send(key, msg)).at("offset").get<std::int64_t>();
}

/// The messages of a key that a node shows.
Json shown(TestCluster& c, const std::string& id, const std::string& key, std::int64_t from = 0) {
  return c.client_request(id, poll({{key, from}})).at("msgs").value(key, Json::array());
}

void cut_off(TestCluster& c, const std::string& id) {
  for (const auto& other : c.ids())
    if (other != id) c.cut(id, other);
}

bool is_prefix(const Json& prefix, const Json& log) {
  return prefix.size() <= log.size() && std::equal(prefix.begin(), prefix.end(), log.begin());
}

}  // namespace

TEST_CASE_METHOD(Alone, "what is sent gets an offset, and is polled from there on") {
  CHECK(request(send("k", 10)) == Json({{"type", "send_ok"}, {"offset", 0}}));
  CHECK(request(send("k", "x")) == Json({{"type", "send_ok"}, {"offset", 1}}));
  CHECK(request(send("l", nullptr)) == Json({{"type", "send_ok"}, {"offset", 0}}));
  CHECK(request(poll({{"k", 0}, {"l", 0}})) ==
        poll_ok({{"k", {{0, 10}, {1, "x"}}}, {"l", {{0, nullptr}}}}));
  CHECK(request(poll({{"k", 1}})) == poll_ok({{"k", {{1, "x"}}}}));
}

TEST_CASE_METHOD(Alone, "a key without messages to show is left out of a poll's answer") {
  request(send("k", 10));
  CHECK(request(poll({{"k", 1}, {"l", 0}})) == poll_ok(none));
  CHECK(request(poll({{"k", 999}})) == poll_ok(none));
  CHECK(request(poll(none)) == poll_ok(none));
}

TEST_CASE_METHOD(Alone, "a poll shows at most a thousand messages of a key") {
  for (int i = 0; i < 1001; ++i) request(send("k", i));
  const Json shown = request(poll({{"k", 0}})).at("msgs").at("k");
  CHECK(shown.size() == 1000);
  CHECK(shown.back() == Json({999, 999}));
  CHECK(request(poll({{"k", 1000}})) == poll_ok({{"k", {{1000, 1000}}}}));
}

TEST_CASE_METHOD(Alone, "the highest committed offset is listed, and unknown keys are left out") {
  CHECK(request(list({"k"})) == list_ok(none));
  CHECK(request(commit({{"k", 5}, {"l", 0}})) == Json({{"type", "commit_offsets_ok"}}));
  CHECK(request(commit({{"k", 3}})) == Json({{"type", "commit_offsets_ok"}}));
  CHECK(request(list({"k", "l", "m"})) == list_ok({{"k", 5}, {"l", 0}}));
}

TEST_CASE_METHOD(Alone, "a bad request is refused by its field's name, and changes nothing") {
  const std::vector<std::pair<Json, std::string>> cases = {
      {{{"type", "send"}, {"msg", 1}}, "field 'key' is missing"},
      {{{"type", "send"}, {"key", "k"}}, "field 'msg' is missing"},
      {{{"type", "send"}, {"key", 7}, {"msg", 1}}, "field 'key' must be a string, got 7"},
      {{{"type", "poll"}}, "field 'offsets' is missing"},
      {poll({"k", 0}), "field 'offsets' must be an object, got [\"k\",0]"},
      {poll({{"k", "0"}}), "field 'offsets.k' must be an integer, got \"0\""},
      {poll({{"k", -1}}), "field 'offsets.k' must not be negative"},
      {commit({{"k", 1.5}}), "field 'offsets.k' must be an integer, got 1.5"},
      {commit({{"a", 1}, {"k", -1}}), "field 'offsets.k' must not be negative"},
      {list("k"), "field 'keys' must be an array, got \"k\""},
      {list({"k", 1}), "field 'keys[1]' must be a string, got 1"}};
  for (const auto& [bad, text] : cases)
    CHECK(request(bad) == Json({{"type", "error"}, {"code", 12}, {"text", text}}));
  CHECK(request(list({"a", "k"})) == list_ok(none));
  CHECK(request(send("k", 1)).at("offset") == 0);
}

TEST_CASE("offsets of several nodes never clash, and one node's rise") {
  TestCluster c(3, kafka_log::program());
  std::set<std::int64_t> seen;
  std::map<std::string, std::int64_t> last;
  for (int i = 0; i < 300; ++i) {
    const std::string& id = c.ids()[static_cast<std::size_t>(i * i) % 3];
    const auto offset = send_to(c, id, "k", i);
    REQUIRE(seen.insert(offset).second);
    if (last.count(id)) REQUIRE(offset > last[id]);
    last[id] = offset;
    c.run_for(10ms);
  }
  CHECK(*seen.rbegin() < 3 * 300);
}

TEST_CASE("a message is shown once every node holds it, and not before") {
  TestCluster c(3, kafka_log::program());
  const auto first = send_to(c, "n0", "k", "everywhere");
  c.run_for(2s);
  cut_off(c, "n2");
  send_to(c, "n0", "k", "not on n2");
  c.run_for(10s);
  for (const auto& id : c.ids()) CHECK(shown(c, id, "k") == Json({{first, "everywhere"}}));
  c.heal();
  c.run_for(4s);
  for (const auto& id : c.ids()) CHECK(shown(c, id, "k").size() == 2);
}

TEST_CASE("a poll never shows what is not visible yet, wherever it starts") {
  TestCluster c(2, kafka_log::program());
  const auto visible = send_to(c, "n0", "k", "visible");
  c.run_for(2s);
  cut_off(c, "n1");
  std::int64_t last = 0;
  for (int i = 0; i < 3; ++i) last = send_to(c, "n0", "k", i);
  for (std::int64_t from = visible + 1; from <= last + 2; ++from)
    CHECK(shown(c, "n0", "k", from).empty());
  CHECK(shown(c, "n0", "k") == Json({{visible, "visible"}}));
}

TEST_CASE("all polls of a key show prefixes of one log, whatever happens to messages") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    TestCluster c(3, kafka_log::program(), {}, seed);
    c.set_link([](const Message&, Random& random) {
      return random.chance(0.2) ? std::vector<Time>{}
                                : std::vector<Time>{from_ms(100 * random.exponential())};
    });
    std::vector<Json> polls;
    for (int i = 0; i < 300; ++i) {
      const std::string& id = c.ids()[static_cast<std::size_t>(i * i + i / 7) % 3];
      send_to(c, id, "k", i);
      polls.push_back(shown(c, c.ids()[static_cast<std::size_t>(i) % 3], "k"));
      c.run_for(15ms);
    }
    CHECK(polls.back().size() > 0);
    c.set_link([](const Message&, Random&) { return std::vector<Time>{1ms}; });
    c.run_for(10s);
    CAPTURE(seed);
    const Json log = shown(c, "n0", "k");
    REQUIRE(log.size() == 300);
    for (const auto& id : c.ids()) REQUIRE(shown(c, id, "k") == log);
    for (const Json& earlier : polls) REQUIRE(is_prefix(earlier, log));
  }
}

TEST_CASE("commits travel, the highest wins everywhere, and one that is no news is not sent") {
  TestCluster c(3, kafka_log::program());
  for (const auto& [id, offset] : {std::pair("n0", 5), std::pair("n1", 9), std::pair("n2", 7)})
    c.client_request(id, commit({{"k", offset}}));
  c.run_for(10s);
  for (const auto& id : c.ids()) CHECK(c.client_request(id, list({"k"})) == list_ok({{"k", 9}}));
  const auto quiet = c.message_count();
  for (const auto& id : c.ids()) c.client_request(id, commit({{"k", 9}}));
  c.run_for(10s);
  CHECK(c.message_count() == quiet);
}

TEST_CASE("a node that is cut off answers everything at once") {
  TestCluster c(3, kafka_log::program());
  cut_off(c, "n1");
  CHECK(c.client_request("n1", send("k", 1)).at("type") == "send_ok");
  CHECK(c.client_request("n1", poll({{"k", 0}})) == poll_ok(none));
  CHECK(c.client_request("n1", commit({{"k", 1}})).at("type") == "commit_offsets_ok");
  CHECK(c.client_request("n1", list({"k"})) == list_ok({{"k", 1}}));
}

// --acks all ------------------------------------------------------------------

TEST_CASE("with --acks all a send is answered once all nodes hold the message") {
  TestCluster c(3, kafka_log::program(), {"--acks", "all"});
  cut_off(c, "n2");
  const auto request = c.ask("n1", send("k", "x"));
  c.run_for(1s);
  CHECK(c.reply_to(request).is_null());
  c.heal();
  c.run_for(4s);
  CHECK(c.reply_to(request) == Json({{"type", "send_ok"}, {"offset", 1}}));
}

TEST_CASE("with --acks all a node that is killed gets its acknowledged messages back") {
  for (const std::string victim : {"n0", "n1", "n2"}) {
    TestCluster c(3, kafka_log::program(), {"--acks", "all"});
    CHECK(c.client_request(victim, send("k", "x")).at("type") == "send_ok");
    c.restart(victim);
    // The next offset shows that the node holds the message.
    for (const auto& id : c.ids())
      if (id != victim) CHECK(c.reply_to(c.ask(id, send("k", id))).is_null());
    c.run_for(10s);
    for (const auto& id : c.ids()) {
      INFO(victim << " was killed; on " << id);
      const Json log = shown(c, id, "k");
      REQUIRE(log.size() == 3);
      CHECK(log[0][1] == "x");
    }
  }
}

TEST_CASE("with --acks all a node alone answers at once") {
  TestNode t(kafka_log::program(), {"--acks", "all"});
  t.init("n0", {"n0"});
  CHECK(t.request(send("k", 1)) == Json({{"type", "send_ok"}, {"offset", 0}}));
}

TEST_CASE("an unknown kind of acknowledgement is refused") {
  CHECK_THROWS_AS(TestNode(kafka_log::program(), {"--acks", "some"}), std::invalid_argument);
}
