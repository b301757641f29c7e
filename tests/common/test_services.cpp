#include "glomers/services.hpp"
#include "glomers/testing.hpp"
#include "tests/catch.hpp"

using namespace glomers;

namespace {

/// A node without handlers, on which the tests call the services' clients.
TestNode bare_node() {
  return TestNode([](Node&) { return nullptr; });
}

const Node::RpcCallback ignore = [](const RpcResult&) {};

/// Keeps what the callback of a read got.
template <class T>
struct Seen {
  int calls = 0;
  Outcome<T> outcome;

  auto callback() {
    return [this](const Outcome<T>& o) {
      ++calls;
      outcome = o;
    };
  }
};

}  // namespace

TEST_CASE("the calls of a key-value client are Maelstrom's") {
  TestNode t = bare_node();
  t.init("n0", {"n0"});
  lin_kv(t.node()).read<Json>("k", [](const auto&) {});
  seq_kv(t.node()).write("k", std::vector<std::int64_t>{1, 2}, ignore);
  lww_kv(t.node()).cas(7, 1, 2, true, ignore);
  lww_kv(t.node()).cas(7, 1, 2, false, ignore);
  const Json read = t.sent_to("lin-kv").at(0).body;
  const auto first_id = read.at("msg_id").get<std::int64_t>();
  CHECK(read == Json({{"type", "read"}, {"key", "k"}, {"msg_id", first_id}}));
  CHECK(t.sent_to("seq-kv").at(0).body ==
        Json({{"type", "write"}, {"key", "k"}, {"value", {1, 2}}, {"msg_id", first_id + 1}}));
  const auto cas = t.sent_to("lww-kv");
  Json body = {{"type", "cas"}, {"key", 7}, {"from", 1}, {"to", 2}, {"msg_id", first_id + 2}};
  body["create_if_not_exists"] = true;
  CHECK(cas.at(0).body == body);
  body.erase("create_if_not_exists");
  body["msg_id"] = first_id + 3;
  CHECK(cas.at(1).body == body);
}

TEST_CASE("read, write and cas do what they say on a service") {
  TestNode t = bare_node();
  FakeServices services;
  t.use(services);
  t.init("n0", {"n0"});
  Kv kv = seq_kv(t.node());

  Seen<std::int64_t> absent, fallback, first, second;
  std::vector<std::string> errors;
  const auto note = [&](const RpcResult& result) {
    errors.push_back(result.ok() ? "ok" : to_string(result.error->code));
  };
  kv.read<std::int64_t>("k", absent.callback());
  kv.read_or("k", std::int64_t{-1}, fallback.callback());
  kv.cas("k", 0, 1, false, note);
  kv.cas("k", 0, 1, true, note);
  kv.read_or("k", std::int64_t{-1}, first.callback());
  kv.cas("k", 0, 2, true, note);
  kv.cas("k", 1, 2, false, note);
  kv.write("k", 3, note);
  kv.read<std::int64_t>("k", second.callback());
  t.advance(0s);

  CHECK(absent.outcome.error.value().code == ErrorCode::key_does_not_exist);
  CHECK(!absent.outcome.value);
  CHECK(fallback.outcome.value == std::optional<std::int64_t>(-1));
  CHECK(first.outcome.value == std::optional<std::int64_t>(1));
  CHECK(second.outcome.value == std::optional<std::int64_t>(3));
  CHECK(errors ==
        std::vector<std::string>{"key-does-not-exist", "ok", "precondition-failed", "ok", "ok"});
}

TEST_CASE("services that refuse carry out nothing until they serve again") {
  FakeServices services;
  const Message write = {"n0", "lin-kv", {{"type", "write"}, {"key", 1}, {"value", 2}}, {}};
  services.set_refusing(true);
  CHECK(services.answer(write).at("code") == Json(11));
  CHECK(services.store("lin-kv").empty());
  services.set_refusing(false);
  CHECK(services.answer(write) == Json({{"type", "write_ok"}}));
}

TEST_CASE("services keep their keys apart") {
  TestNode t = bare_node();
  FakeServices services;
  t.use(services);
  t.init("n0", {"n0"});
  seq_kv(t.node()).write("k", 1, ignore);
  t.advance(0s);
  CHECK(services.store("seq-kv").size() == 1);
  CHECK(services.store("lin-kv").empty());
}

TEST_CASE("a value of another type than asked for is an error that says so") {
  TestNode t = bare_node();
  t.init("n0", {"n0"});
  Seen<std::int64_t> ill_typed, missing;
  lin_kv(t.node()).read<std::int64_t>("k", ill_typed.callback());
  lin_kv(t.node()).read_or("k", std::int64_t{0}, missing.callback());
  const auto sent = t.sent_to("lin-kv");
  t.answer(sent.at(0), {{"type", "read_ok"}, {"value", "seven"}});
  t.answer(sent.at(1), {{"type", "read_ok"}});
  CHECK(ill_typed.outcome.error.value().code == ErrorCode::malformed_request);
  CHECK(std::string(ill_typed.outcome.error->what()) ==
        "field 'value' must be an integer, got \"seven\"");
  CHECK(std::string(missing.outcome.error.value().what()) == "field 'value' is missing");
}

TEST_CASE("without a policy a service is asked once and given a second") {
  TestNode t = bare_node();
  t.init("n0", {"n0"});
  Seen<Json> seen;
  std::optional<RpcError> cas_error;
  seq_kv(t.node()).read<Json>("k", seen.callback());
  seq_kv(t.node()).cas(
      "k", 1, 2, true, [&](const RpcResult& result) { cas_error = result.error; }, 2s);
  t.advance(999ms);
  CHECK(seen.calls == 0);
  t.advance(1ms);
  CHECK(seen.calls == 1);
  CHECK(seen.outcome.error.value().code == ErrorCode::timeout);
  CHECK(!cas_error);
  t.advance(1s);
  CHECK(cas_error.value().code == ErrorCode::timeout);
  CHECK(t.sent_to("seq-kv").size() == 2);
}

TEST_CASE("with a policy a read and a write are tried again, until an answer") {
  TestNode t = bare_node();
  t.init("n0", {"n0"});
  Seen<std::int64_t> seen;
  bool written = false;
  const RetryPolicy thrice = {.attempts = 3};
  seq_kv(t.node()).read_or("k", std::int64_t{5}, seen.callback(), thrice);
  seq_kv(t.node()).write(
      "w", 1, [&](const RpcResult& r) { written = r.ok(); }, thrice);
  t.advance(1100ms);
  const auto sent = t.sent_to("seq-kv");
  REQUIRE(sent.size() == 4);
  for (const Message& m : {sent.at(2), sent.at(3)})
    t.answer(m, m.body.at("type") == "read" ? RpcError(ErrorCode::key_does_not_exist, "").to_body()
                                            : Json({{"type", "write_ok"}}));
  CHECK(written);
  CHECK(seen.outcome.value == std::optional<std::int64_t>(5));
  t.advance(10s);
  CHECK(t.sent_to("seq-kv").empty());
  CHECK(seen.calls == 1);
}

TEST_CASE("timestamps come from lin-tso") {
  TestNode t = bare_node();
  FakeServices services;
  t.use(services);
  t.init("n0", {"n0"});
  Tso tso(t.node());
  Seen<std::int64_t> first, second;
  tso.timestamp(first.callback());
  tso.timestamp(second.callback());
  t.advance(0s);
  CHECK(first.outcome.value == std::optional<std::int64_t>(0));
  CHECK(second.outcome.value == std::optional<std::int64_t>(1));
}

TEST_CASE("a request that a service does not know gets an error") {
  FakeServices services;
  const Message unknown{"n0", "lin-kv", {{"type", "delete"}, {"key", 1}}, {}};
  const Message keyless{"n0", "lin-kv", {{"type", "read"}}, {}};
  CHECK(services.answer(unknown).at("code") == Json(10));
  CHECK(services.answer(keyless).at("code") == Json(12));
  CHECK(FakeServices::is_service("lin-tso"));
  CHECK(!FakeServices::is_service("n0"));
}
