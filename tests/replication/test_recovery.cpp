#include "tests/replication/journal_node.hpp"
#include "tests/replication/log_cluster.hpp"

using namespace glomers;

// One node, step by step. -----------------------------------------------------

TEST_CASE("each start takes an epoch of its own, whatever becomes of its messages") {
  LoneNode t;
  store(t.services)["epoch/n0"] = 1;
  t.ask({{"type", "read"}});
  t.serve();                     // there is an epoch
  t.serve();                     // 1
  t.services.answer(t.asked());  // taken, but nobody knows
  t.advance(5s);
  t.answer(t.asked_again(), {{"type", "read_ok"}, {"value", 2}});
  const Message again = t.asked();
  CHECK(again.body.at("from") == 2);
  CHECK(again.body.at("to") == 3);
  t.answer(again, {{"type", "cas_ok"}});
  t.use(t.services);
  t.advance(5s);
  CHECK(store(t.services).at("journal/n0.1/0") == "sealed");
  CHECK(store(t.services).at("journal/n0.2/0") == "sealed");
}

TEST_CASE("what lin-kv says against all reason starts no node, and ends none") {
  for (const Json& epoch : {Json(INT64_MAX), Json(10'001), Json(-1), Json("x"), Json()}) {
    LoneNode t;
    t.ask({{"type", "read"}});
    t.answer(t.asked(), error_body(ErrorCode::precondition_failed));  // the epoch's key exists
    t.answer(t.asked(), {{"type", "read_ok"}, {"value", epoch}});
    CHECK(t.sent_to("lin-kv").empty());
    REQUIRE(!t.log_lines().empty());
    CHECK(t.log_lines().back().find("lin-kv's epoch/n0 is " + epoch.dump()) != std::string::npos);
  }
}

TEST_CASE("a key that exists and does not is read again") {
  LoneNode t;
  t.ask({{"type", "read"}});
  t.answer(t.asked(), error_body(ErrorCode::precondition_failed));
  t.answer(t.asked(), error_body(ErrorCode::key_does_not_exist));
  t.advance(200ms);
  t.answer(t.asked(), {{"type", "read_ok"}, {"value", 1}});
  CHECK(t.asked().body.at("type") == "cas");
}

TEST_CASE("however many starts there were, lin-kv is asked 1,024 questions at a time") {
  LoneNode t;
  store(t.services)["epoch/n0"] = 1000;
  store(t.services)["journal/n0.1000/0"] = Json::array({"x"});
  const auto id = t.ask({{"type", "read"}});
  std::size_t most = 0;
  std::size_t asked = 0;
  while (t.reply_to(id).is_null()) {
    const auto requests = t.sent_to("lin-kv");
    REQUIRE(!requests.empty());
    most = std::max(most, requests.size());
    asked += requests.size();
    for (const Message& request : requests) t.answer(request, t.services.answer(request));
  }
  CHECK(t.reply_to(id).at("entries") == Json{{"n0", {"x"}}});
  CHECK(most == 1024);
  CHECK(asked == 3 + 8 * 1000 + 1000);  // the epoch, the chunks, the seals
}

TEST_CASE("requests wait until a node has recovered, and not for longer than clients do") {
  LoneNode t;
  const auto early = t.ask({{"type", "read"}});
  t.advance(1s);
  CHECK(t.reply_to(early).is_null());
  t.advance(3s);
  CHECK(error_code(t.reply_to(early)) == ErrorCode::temporarily_unavailable);
  t.advance(3s);
  const auto late = t.ask({{"type", "read"}});
  t.use(t.services);
  t.advance(3900ms);
  CHECK(t.reply_to(late).at("type") == "read_ok");
}

TEST_CASE("a write of a dead incarnation that comes late finds the seal, or is recovered") {
  for (const bool before_seal : {false, true}) {
    FakeServices services;
    Message late;
    {
      OpenNode dying;
      dying.ask(append_of("late"));
      late = dying.asked();
      services = dying.services;
    }
    TestNode reborn(log_program(durable), 2);
    reborn.init("n0", {"n0"});
    const auto id = reborn.ask({{"type", "read"}});
    // The first chunk's read finds nothing; then comes the seal.
    bool sealed = false;
    while (reborn.reply_to(id).is_null()) {
      const auto requests = reborn.sent_to("lin-kv");
      REQUIRE(!requests.empty());
      for (const Message& request : requests) {
        sealed |= request.body.value("to", Json()) == "sealed";
        if (sealed && before_seal) services.answer(late);
        reborn.answer(request, services.answer(request));
      }
    }
    REQUIRE(sealed);
    INFO("before the seal: " << before_seal);
    const Json entries = reborn.reply_to(id).at("entries");
    CHECK(entries == (before_seal ? Json({{"n0", {"late"}}}) : Json::object()));
    const bool succeeds = services.answer(late).at("type") == "cas_ok";
    CHECK_FALSE(succeeds);
    CHECK(store(services).at(before_seal ? "journal/n0.1/1" : "journal/n0.1/0") == "sealed");
  }
}

// Clusters. -------------------------------------------------------------------

TEST_CASE("what is acknowledged survives the death of all nodes at once, again and again") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    TestCluster c(3, log_program(durable), seed);
    for (const auto& id : c.ids()) entries(c, id);
    c.set_link([](const Message&, Random& random) {
      if (random.chance(0.1)) return std::vector<Time>{};
      return std::vector<Time>{from_ms(20 * random.exponential())};
    });
    std::vector<std::pair<std::string, int>> acknowledged;
    for (int life = 0; life < 4; ++life) {
      std::map<std::int64_t, std::pair<std::string, int>> asked;
      for (int i = 0; i < 100; ++i) {
        const std::string& node = c.ids()[static_cast<std::size_t>(i) % 3];
        asked[c.ask(node, append_of(1000 * life + i))] = {node, 1000 * life + i};
        c.run_for(20ms);
      }
      for (const auto& [id, what] : asked)
        if (!c.reply_to(id).is_null()) acknowledged.push_back(what);
      c.restart_all();
    }
    c.set_link(latency(1ms));
    c.run_for(60s);
    CAPTURE(seed);
    REQUIRE(acknowledged.size() > 50);
    for (const auto& id : c.ids())
      for (const auto& [node, value] : acknowledged) REQUIRE(holds(c, id, node, value));
    for (const auto& id : c.ids()) REQUIRE(entry_count(c, id) == entry_count(c, "n0"));
    const auto quiet = c.message_count();
    c.run_for(60s);
    REQUIRE(c.message_count() == quiet);
  }
}

TEST_CASE("a node that kept a journal comes back with all that it held, and its peers learn so") {
  TestCluster c(3, log_program(durable));
  using Lines = std::vector<std::string>;
  settle(c);
  append(c, "n1", "x");
  append(c, "n2", "y");
  c.run_for(3s);
  CHECK(peers(c, "n0") == Lines{"n1 quiet, has n1:1 n2:1", "n2 quiet, has n1:1 n2:1"});

  c.cut("n2", "n0");
  c.cut("n2", "n1");
  append(c, "n2", "z");
  c.run_for(10ms);
  CHECK(peers(c, "n2") == Lines{"n0 awaited, has n2:1 n1:1, sent n2:2", "n1 quiet"});

  c.restart("n2");
  c.run_for(100ms);  // it has read the journals, and greets the hub in vain
  CHECK(entry_count(c, "n2") == 3);
  CHECK(peers(c, "n2") == Lines{"n0 awaited", "n1 quiet"});

  c.run_for(3s);
  CHECK(peers(c, "n2") == Lines{"n0 suspect", "n1 quiet"});
  CHECK(peers(c, "n0") == Lines{"n1 quiet, has n1:1 n2:1", "n2 quiet, has n1:1 n2:1"});

  c.heal();
  c.run_for(5s);  // what it held before is there under its former log's name
  CHECK(peers(c, "n0") == Lines{"n1 quiet, has n1:1 n2:2", "n2 quiet, has n1:1 n2:2"});
  CHECK(all_alike(c));
}

TEST_CASE("recovery takes round trips by the logarithm of the number of chunks") {
  TestCluster c(3, log_program(durable));
  for (const auto& id : c.ids()) entries(c, id);
  c.set_link(latency(10ms));
  auto& journals = store(c.services());
  journals["epoch/n1"] = 1;
  for (int chunk = 0; chunk < 1000; ++chunk) {
    Json entries = Json::array();
    for (int i = 0; i < 10; ++i) entries.push_back(10 * chunk + i);
    journals["journal/n1.1/" + std::to_string(chunk)] = entries;
  }
  for (const std::string id : {"n0", "n1"}) {  // another's journal, and its own
    c.restart(id);
    const Time began = c.now();
    CHECK(entries(c, id).at("n1").size() == 10000);
    CHECK(c.now() - began <= 500ms);
    CHECK(c.now() - began > 200ms);  // it did take its time: 10 ms a message
  }
}

TEST_CASE("a first start costs two messages, and no other durable node is asked") {
  TestCluster c(5, log_program(durable));
  settle(c);
  TestCluster plain_one(5, log_program(plain));
  settle(plain_one);
  CHECK(c.message_count() == plain_one.message_count() + 10);
}

TEST_CASE("a restarted node gives back what it alone held, though no other node ever saw it") {
  TestCluster c(3, log_program(durable));
  settle(c);
  c.cut("n2", "n0");
  c.cut("n2", "n1");
  append(c, "n2", "alone");
  c.restart("n2");
  c.run_for(2s);
  CHECK(holds(c, "n2", "n2", "alone"));
  CHECK_FALSE(holds(c, "n0", "n2", "alone"));
  c.heal();
  c.run_for(5s);
  for (const auto& id : c.ids()) CHECK(holds(c, id, "n2", "alone"));
}

TEST_CASE("one who has read a journal may tell its owner of an entry before lin-kv does") {
  TestCluster c(2, log_program(durable));
  settle(c);
  // lin-kv's answers to n0 take 2 s.
  c.set_link([](const Message& m, Random&) {
    return std::vector<Time>{m.src == "lin-kv" && m.dest == "n0" ? Time(2s) : Time(1ms)};
  });
  const auto id = c.ask("n0", append_of("x"));
  c.run_for(100ms);
  c.restart("n1");
  CHECK(holds(c, "n1", "n0", "x"));
  CHECK(c.reply_to(id).is_null());
  CHECK_FALSE(holds(c, "n0", "n0", "x"));
  c.run_for(20s);
  CHECK(holds(c, "n0", "n0", "x"));
  CHECK(all_alike(c));
  CHECK(entry_count(c, "n0") == 1);
}
