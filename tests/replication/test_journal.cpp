#include "glomers/replication/writers.hpp"
#include "tests/replication/journal_node.hpp"

using namespace glomers;

TEST_CASE("an entry is acknowledged and shown only when it is stored") {
  OpenNode t;
  const auto id = t.ask(append_of("x"));
  CHECK(t.reply_to(id).is_null());
  CHECK(t.request({{"type", "read"}}).at("entries").empty());
  const Message write = t.asked();
  CHECK(write.body.at("type") == "cas");
  CHECK(write.body.at("key") == "journal/n0.1/0");
  CHECK(write.body.at("to") == Json({"x"}));
  CHECK(write.body.at("create_if_not_exists") == true);
  t.answer(write, {{"type", "cas_ok"}});
  CHECK(t.reply_to(id).at("type") == "append_ok");
  CHECK(t.request({{"type", "read"}}).at("entries") == Json({{"n0", {"x"}}}));
}

TEST_CASE("one write is under way at a time, and what comes meanwhile rides on the next in order") {
  OpenNode t;
  std::vector<std::int64_t> ids{t.ask(append_of("a"), "c1"), t.ask(append_of("b"), "c2"),
                                t.ask(append_of("c"), "c3")};
  t.serve();
  CHECK(t.sent_to("lin-kv").empty());  // c1 may come again
  t.advance(49ms);
  CHECK(t.sent_to("lin-kv").empty());
  t.advance(1ms);  // a flush interval after the first
  const Message second = t.asked();
  CHECK(second.body.at("key") == "journal/n0.1/1");
  CHECK(second.body.at("to") == Json({"b", "c"}));
  t.ask(append_of("d"), "c1");
  t.advance(100ms);
  CHECK(t.sent_to("lin-kv").empty());  // the second is still under way
  t.answer(second, {{"type", "cas_ok"}});
  CHECK(t.asked().body.at("to") == Json({"d"}));
  for (const auto id : ids) CHECK(t.reply_to(id).at("type") == "append_ok");
  CHECK(t.request({{"type", "read"}}).at("entries") == Json({{"n0", {"a", "b", "c"}}}));
}

TEST_CASE("a write waits for nobody once all wait who wrote lately") {
  OpenNode t;
  const auto write = [&] {
    const Message request = t.asked();
    t.answer(request, {{"type", "cas_ok"}});
    return request.body.at("to");
  };
  t.ask(append_of("a"), "c1");
  t.ask(append_of("b"), "c2");
  CHECK(write() == Json({"a"}));
  CHECK(t.sent_to("lin-kv").empty());  // c1 may come again
  t.advance(1ms);
  t.ask(append_of("c"), "c1");
  CHECK(write() == Json({"b", "c"}));
  t.advance(30ms);
  t.ask(append_of("d"), "c1");
  CHECK(t.sent_to("lin-kv").empty());  // c2 may
  t.advance(20ms);
  CHECK(write() == Json({"d"}));
  t.advance(1ms);
  t.ask(append_of("e"), "c1");
  CHECK(write() == Json({"e"}));  // c2 has not for so long
  t.ask(append_of("f"), "c1");
  CHECK(write() == Json({"f"}));
}

TEST_CASE("a client whose entry cannot be made does not wait for it") {
  std::unique_ptr<Replica> replica;
  TestNode t([&](Node& node) {
    replica = std::make_unique<Replica>(node, durable, [](const Replica::Entry&) {});
    replica->on("append", [&](const Message& m) {
      const auto stored = [&node, m](std::uint64_t) { node.reply(m, {{"type", "append_ok"}}); };
      replica->append_deferred([value = m.body.at("value")] { return value.at("x"); }, stored);
    });
    return nullptr;
  });
  FakeServices services;
  t.use(services);
  t.init("n0", {"n0"});
  CHECK(t.request(append_of({{"x", 1}}), "c1").at("type") == "append_ok");
  t.ask(append_of(1), "c2");
  t.advance(60ms);
  CHECK(t.log_lines().back().find("cannot be made") != std::string::npos);
  CHECK(t.request(append_of({{"x", 2}}), "c1").at("type") == "append_ok");
  CHECK(t.reply_to(t.ask(append_of({{"x", 3}}), "c1")).is_null());  // c2 may come again
}

TEST_CASE("who appends for no client may do so again, though it waits") {
  Writers writers;
  writers.begin_wait("c1", 10ms);
  CHECK_FALSE(writers.more_may_come(10ms));
  writers.begin_wait("", 20ms);
  CHECK(writers.more_may_come(20ms));
  CHECK_FALSE(writers.more_may_come(21ms));
  writers.end_wait("c1", 30ms);
  CHECK(writers.more_may_come(30ms));
}

TEST_CASE("a write of unknown outcome is tried again and stored once") {
  for (const bool came_through : {false, true}) {
    OpenNode t;
    const auto id = t.ask(append_of("x"));
    const Message lost = t.asked();
    if (came_through) t.services.answer(lost);
    t.advance(2s);
    const Message again = t.asked_again();
    t.answer(again, t.services.answer(again));
    if (came_through) t.serve();  // the key exists: it reads why
    INFO("came through: " << came_through);
    CHECK(t.reply_to(id).at("type") == "append_ok");
    CHECK(t.sent_to("lin-kv").empty());
    CHECK(store(t.services).at("journal/n0.1/0") == Json({"x"}));
    CHECK(t.request({{"type", "read"}}).at("entries") == Json({{"n0", {"x"}}}));
  }
}

TEST_CASE("a store that refuses is asked again until it does not") {
  OpenNode t;
  const auto id = t.ask(append_of("x"));
  for (const ErrorCode code : {ErrorCode::temporarily_unavailable, ErrorCode::not_supported}) {
    t.answer(t.asked(), error_body(code));
    t.advance(500ms);
  }
  t.serve();
  CHECK(t.reply_to(id).at("type") == "append_ok");
}

TEST_CASE("a sealed journal takes nothing more") {
  OpenNode t;
  store(t.services)["journal/n0.1/0"] = "sealed";
  const auto id = t.ask(append_of("x"));
  t.serve();
  t.serve();
  CHECK(t.log_lines().back().find("sealed") != std::string::npos);
  t.advance(3s);
  CHECK(t.reply_to(id).is_null());
  CHECK(t.sent_to("lin-kv").empty());
}
