#include <map>
#include <set>

#include "tests/catch.hpp"
#include "tests/eddy/net/services.hpp"

namespace eddy {
namespace {

Json ask(Service& service, const std::string& client, const Json& body) {
  return service({client, "service", body, {}});
}

Json read(const Json& key) {
  return {{"type", "read"}, {"key", key}};
}

Json write(const Json& key, const Json& value) {
  return {{"type", "write"}, {"key", key}, {"value", value}};
}

Json cas(const Json& key, const Json& from, const Json& to, bool create = false) {
  Json body = {{"type", "cas"}, {"key", key}, {"from", from}, {"to", to}};
  if (create) body["create_if_not_exists"] = true;
  return body;
}

int error_code(const Json& reply) {
  return reply.at("type") == "error" ? reply.at("code").get<int>() : -1;
}

TEST_CASE("lin-kv reads what was written last") {
  Service kv = lin_kv();
  CHECK(ask(kv, "n0", write("k", 1)) == Json{{"type", "write_ok"}});
  CHECK(ask(kv, "n1", write("k", "two")) == Json{{"type", "write_ok"}});
  CHECK(ask(kv, "n0", read("k")) == Json{{"type", "read_ok"}, {"value", "two"}});
}

TEST_CASE("lin-kv's errors carry Maelstrom's codes and texts") {
  Service kv = lin_kv();
  const Json missing = ask(kv, "n0", read("k"));
  CHECK(error_code(missing) == 20);
  CHECK(missing["text"] == "key does not exist");
  CHECK(error_code(ask(kv, "n0", cas("k", 1, 2))) == 20);
  ask(kv, "n0", write("k", 5));
  const Json differs = ask(kv, "n0", cas("k", 1, 2));
  CHECK(error_code(differs) == 22);
  CHECK(differs["text"] == "current value 5 is not 1");
  CHECK(error_code(ask(kv, "n0", {{"type", "delete"}, {"key", "k"}})) == 10);
  for (const Json& body : {Json::object(), Json("read"), Json{{"type", 3}}, Json(nullptr)})
    CHECK(error_code(ask(kv, "n0", body)) == 10);
  CHECK(ask(kv, "n0", read("k"))["value"] == 5);
}

TEST_CASE("a field that is missing is null, as programs leave out what is zero or empty") {
  Service kv = lin_kv();
  CHECK(ask(kv, "n0", {{"type", "write"}, {"key", "k"}})["type"] == "write_ok");
  CHECK(ask(kv, "n0", read("k")) == Json{{"type", "read_ok"}, {"value", nullptr}});
  CHECK(ask(kv, "n0", {{"type", "cas"}, {"key", "k"}, {"to", 3}})["type"] == "cas_ok");
  CHECK(ask(kv, "n0", read("k"))["value"] == 3);
  CHECK(error_code(ask(kv, "n0", {{"type", "read"}})) == 20);
}

TEST_CASE("1 and 1.0 are two, as keys and as values") {
  Service kv = lin_kv();
  ask(kv, "n0", write(1, 1));
  CHECK(error_code(ask(kv, "n0", read(1.0))) == 20);
  CHECK(error_code(ask(kv, "n0", cas(1, 1.0, 2))) == 22);
  CHECK(ask(kv, "n0", cas(1, 1, 2))["type"] == "cas_ok");
}

TEST_CASE("cas sets on a match, and creates where asked to") {
  Service kv = lin_kv();
  CHECK(ask(kv, "n0", cas("k", 0, 1, true))["type"] == "cas_ok");
  CHECK(ask(kv, "n0", cas("k", 1, 2, true))["type"] == "cas_ok");
  for (const Json& no : {Json(false), Json(nullptr)}) {
    Json create = cas("other", 0, 1);
    create["create_if_not_exists"] = no;
    CHECK(error_code(ask(kv, "n0", create)) == 20);
  }
  CHECK(ask(kv, "n0", read("k"))["value"] == 2);
}

TEST_CASE("keys and values are any JSON, and keys of different types differ") {
  Service kv = lin_kv();
  ask(kv, "n0", write(1, "number"));
  ask(kv, "n0", write("1", "string"));
  ask(kv, "n0", write({{"a", 1}}, Json::array({1, nullptr})));
  CHECK(ask(kv, "n0", read(1))["value"] == "number");
  CHECK(ask(kv, "n0", read("1"))["value"] == "string");
  CHECK(ask(kv, "n0", read({{"a", 1}}))["value"] == Json::array({1, nullptr}));
}

TEST_CASE("seq-kv shows a client its own writes") {
  Service kv = seq_kv(Random(3));
  for (int i = 0; i < 100; ++i) {
    ask(kv, "n0", write("a", i));
    REQUIRE(ask(kv, "n0", read("a"))["value"] == i);
    ask(kv, "n1", write("b", i));
    REQUIRE(ask(kv, "n0", read("a"))["value"] == i);
  }
}

/// The value of k that a client is shown; -1 if there is no k yet.
int value_seen(Service& kv, const std::string& client) {
  return ask(kv, client, read("k")).value("value", -1);
}

TEST_CASE("seq-kv shows a reader old values, in order, and at times the newest") {
  Service kv = seq_kv(Random(3));
  ask(kv, "writer", write("k", 0));
  std::set<int> lags;
  int last_seen = -1;
  for (int i = 1; i <= 300; ++i) {
    ask(kv, "writer", write("k", i));
    const int seen = value_seen(kv, "reader");
    REQUIRE(seen >= last_seen);
    REQUIRE(seen <= i);
    last_seen = seen;
    lags.insert(i - seen);
  }
  CHECK(lags.size() > 3);
  CHECK(lags.count(0) == 1);
}

TEST_CASE("seq-kv shows the newest to whoever goes on to read") {
  Service kv = seq_kv(Random(3));
  for (int i = 0; i < 20; ++i) ask(kv, "writer", write("k", i));
  for (int i = 0; i < 20; ++i) value_seen(kv, "reader");
  CHECK(value_seen(kv, "reader") == 19);
}

TEST_CASE("seq-kv draws each state from the client's to the newest alike") {
  std::map<int, int> seen;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    Service kv = seq_kv(Random(seed));
    for (int i = 0; i < 3; ++i) ask(kv, "writer", write("k", i));
    ++seen[value_seen(kv, "reader")];  // of the states 0 to 3; in 0 there is no k
  }
  REQUIRE(seen.size() == 4);
  for (const auto& [value, count] : seen) CHECK((count > 600 && count < 900));
}

TEST_CASE(
    "seq-kv shows a client that was away for more than 32 states any of those, in any order") {
  int later_first = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Service kv = seq_kv(Random(seed));
    for (int i = 1; i <= 1000; ++i) ask(kv, "writer", write("k", i));
    const int first = value_seen(kv, "reader");
    const int second = value_seen(kv, "reader");
    REQUIRE(std::min(first, second) >= 969);  // 32 states are kept
    later_first += first > second;
  }
  CHECK(later_first > 20);
}

TEST_CASE("seq-kv's changes work on the newest state, whatever the client has seen") {
  Service kv = seq_kv(Random(3));
  for (int i = 0; i < 100; ++i) {
    ask(kv, "n0", write("a", i));
    ask(kv, "n1", write("b", i));
    ask(kv, "n0", write("c", i));
    for (const char* key : {"a", "b", "c"}) REQUIRE(ask(kv, "n0", read(key))["value"] == i);
  }
  // From 90 a cas would succeed on an old state, which clients without a past may be shown.
  for (int i = 0; i < 100; ++i)
    REQUIRE(error_code(ask(kv, "m" + std::to_string(i), cas("a", 90, 91))) != -1);
}

TEST_CASE("lww-kv's replicas disagree for a while, and the later write wins") {
  Service kv = lww_kv(Random(3));
  std::set<int> values;
  int stale = 0;
  for (int i = 0; i < 200; ++i) {
    ask(kv, "n0", write("k", i));
    const Json reply = ask(kv, "n0", read("k"));
    stale += error_code(reply) == 20 || reply["value"] != i;
  }
  CHECK(stale > 0);
  CHECK(stale < 200);
  for (int i = 0; i < 20; ++i) ask(kv, "n0", read("k"));
  const Json settled = ask(kv, "n0", read("k"))["value"];
  for (int i = 0; i < 20; ++i) REQUIRE(ask(kv, "n0", read("k"))["value"] == settled);
}

TEST_CASE("of two writes of one time lww-kv's replicas may keep either, as they are merged") {
  std::set<std::int64_t> kept;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    Service kv = lww_kv(Random(seed));
    ask(kv, "n0", write("k", 1));
    ask(kv, "n1", write("k", 2));
    for (int i = 0; i < 100; ++i) ask(kv, "n0", read("k"));
    std::set<std::int64_t> settled;
    for (int i = 0; i < 20; ++i)
      settled.insert(ask(kv, "n0", read("k"))["value"].get<std::int64_t>());
    REQUIRE(settled.size() == 1);
    kept.merge(settled);
  }
  CHECK(kept == std::set<std::int64_t>{1, 2});
}

TEST_CASE("lww-kv's cas creates no key") {
  Service kv = lww_kv(Random(3));
  for (int i = 0; i < 20; ++i) REQUIRE(error_code(ask(kv, "n0", cas("k", 0, 1, true))) == 20);
}

TEST_CASE("lin-tso counts from zero") {
  Service tso = lin_tso();
  CHECK(ask(tso, "n0", {{"type", "ts"}}) == Json{{"type", "ts_ok"}, {"ts", 0}});
  CHECK(ask(tso, "n1", {{"type", "ts"}}) == Json{{"type", "ts_ok"}, {"ts", 1}});
  CHECK(error_code(ask(tso, "n0", {{"type", "tick"}})) == 10);
}

TEST_CASE("services reply over the network, as long as any message between servers takes") {
  VirtualLoop loop;
  Network network(loop, Random(1),
                  {{50ms, Latency::Distribution::constant}, Network::Delivery::ideal, Time(0)});
  add_services(network, Random(2));
  std::vector<std::pair<std::string, Time>> replies;
  network.add("n0", Network::Role::node, [&](const Message& reply) {
    CHECK(reply.body["in_reply_to"] == 7);
    replies.emplace_back(reply.src, loop.now());
  });
  for (const char* service : {"lin-kv", "seq-kv", "lww-kv", "lin-tso"})
    network.send({"n0", service, {{"type", "nonsense"}, {"msg_id", 7}}, {}});
  loop.at(1s, [&] { loop.stop(); });
  loop.run();
  REQUIRE(replies.size() == 4);
  for (const auto& reply : replies) CHECK(reply.second == 100ms);
}

TEST_CASE("services answer with the msg_id that they got, whatever it was") {
  VirtualLoop loop;
  Network network(loop, Random(1), {});
  add_services(network, Random(2));
  std::vector<Json> replies;
  network.add("n0", Network::Role::node,
              [&](const Message& reply) { replies.push_back(reply.body["in_reply_to"]); });
  const std::vector<Json> ids = {"3c9f", nullptr, 1.5, Json::array({1})};
  for (const Json& id : ids) network.send({"n0", "seq-kv", {{"type", "read"}, {"msg_id", id}}, {}});
  network.send({"n0", "seq-kv", {{"type", "read"}, {"key", 1}}, {}});
  network.send({"n0", "seq-kv", Json("read"), {}});
  loop.at(1s, [&] { loop.stop(); });
  loop.run();
  REQUIRE(replies.size() == ids.size() + 2);
  for (std::size_t i = 0; i < replies.size(); ++i)
    CHECK(replies[i] == (i < ids.size() ? ids[i] : Json(nullptr)));
}

TEST_CASE("services that refuse carry out nothing; those that lose or are slow do it their way") {
  VirtualLoop loop;
  Network network(loop, Random(1), {});
  add_services(network, Random(2));
  std::vector<Json> replies;
  const auto on_reply = [&](const Message& reply) { replies.push_back(reply.body); };
  network.add("n0", Network::Role::node, on_reply);
  const auto replies_to = [&](const Json& body) {
    replies.clear();
    for (int i = 0; i < 100; ++i) {
      network.send({"n0", "lin-kv", body, {}});
      loop.after(3s, [&] { loop.stop(); });
      loop.run();
    }
    return replies;
  };
  Json create = cas("k", 0, 1, true);
  create["msg_id"] = 1;
  network.faults().refusing_services = true;
  CHECK(replies_to(create).size() == 100);
  for (const Json& reply : replies) REQUIRE(error_code(reply) == 11);
  network.faults().refusing_services = false;
  network.faults().service_loss = 0.5;
  CHECK(replies_to({{"type", "read"}, {"key", "k"}, {"msg_id", 1}}).size() < 50);  // both ways
  REQUIRE(!replies.empty());
  for (const Json& reply : replies) REQUIRE(error_code(reply) == 20);  // nothing was done
  network.faults().service_loss = 0;
  network.faults().slow_services = true;
  const Time before = loop.now();
  network.send({"n0", "lin-kv", {{"type", "read"}, {"key", "k"}, {"msg_id", 1}}, {}});
  replies.clear();
  while (replies.empty()) {
    loop.after(1ms, [&] { loop.stop(); });
    loop.run();
  }
  CHECK(loop.now() > before + 50ms);
}

TEST_CASE("what is wrong with the services is not wrong with the nodes") {
  VirtualLoop loop;
  Network network(loop, Random(1), {});
  int received = 0;
  network.add("n0", Network::Role::node, [](const Message&) {});
  network.add("n1", Network::Role::node, [&](const Message&) {
    CHECK(loop.now() == 0s);
    ++received;
  });
  network.faults().service_loss = 1;
  network.faults().slow_services = true;
  for (int i = 0; i < 100; ++i) network.send({"n0", "n1", {{"type", "hello"}}, {}});
  loop.after(5s, [&] { loop.stop(); });
  loop.run();
  CHECK(received == 100);
}

}  // namespace
}  // namespace eddy
