#include "tests/eddy/judge/first_told.hpp"
#include "tests/eddy/workloads/kafka/kafka_script.hpp"

using namespace eddy;

TEST_CASE("precommitted-read: an op polls its own message") {
  KafkaScript log;
  const Json done = Json::array({Json::array({"send", "k", Json::array({0, 1})}),
                                 Json::array({"poll", {{"k", pairs({{0, 1}})}}})});
  log.script().invoke(0, "txn", KafkaScript::sends({{"k", 1}})).ok(0, done);
  check_errors(log.check(), {{"empty-transaction-graph", 1}, {"precommitted-read", 1}});
  check_errors(log.poll(1, pairs({{0, 1}})).check(), {{"precommitted-read", 1}});
}

TEST_CASE("G1c: two ops see each other's messages") {
  const auto txn = [](int own, int other) {
    return Json::array({Json::array({"send", "k", Json::array({own, own})}),
                        Json::array({"poll", {{"k", pairs({{other, other}})}}})});
  };
  KafkaScript log;
  log.script().invoke(0, "txn", Json::array()).invoke(1, "txn", Json::array());
  log.script().ok(0, txn(0, 1)).ok(1, txn(1, 0));
  const Json result = log.poll(2, pairs({{0, 0}, {1, 1}})).check();
  check_errors(result, {{"G1c", 1}, {"PL-2-cycle-exists", 1}});
  CHECK(result["G1c"]["errs"][0]["cycle"].size() == 2);
}

TEST_CASE("G1c-realtime: a poll returns a message that is sent only later") {
  KafkaScript log;
  log.poll(1, pairs({{0, 1}})).send(0, 0, 1);
  check_errors(log.check(), {{"G1c-realtime", 1}, {"strong-PL-2-cycle-exists", 1}});
  CHECK(log.check()["G1c-realtime"]["errs"][0]["cycle"] == Json({1, 3}));
  CHECK(first_told(log.check()) ==
        "G1c-realtime: process 1, op 1, at 0.002 s, was done before process 0, op 3, at 0.004 s, "
        "began (at 0.003 s); process 0, op 3, at 0.004 s, sent message 1 of key k, which process "
        "1, op 1, at 0.002 s, polled; so each precedes itself.");
}

TEST_CASE("empty-transaction-graph: nothing precedes anything") {
  check_errors(KafkaScript().poll_all(1, Json::object()).check(), {{"empty-transaction-graph", 1}});
  check_errors(KafkaScript().assign(1, {"k"}).assign(2, {"k"}).check(),
               {{"empty-transaction-graph", 1}});
  check_errors(KafkaScript().poll_all(1, Json::object()).poll_all(1, Json::object()).check(), {});
}
