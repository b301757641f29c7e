#include "tests/eddy/workloads/kafka/kafka_script.hpp"

using namespace eddy;

TEST_CASE("unseen: an acknowledged message that no poll returned") {
  const Json result = three_sent().poll(1, pairs({{0, 1}, {1, 2}})).check();
  check_errors(result, {{"unseen", 1}});
  CHECK(result["unseen"]["unseen"] == Json{{"k", 1}});
  CHECK(result["unseen"]["messages"] == Json{{"k", Json::array({3})}});
}

TEST_CASE("unseen: what the last op polls of a key that nothing ok mentioned before") {
  KafkaScript log;
  log.send(0, 0, 9, "other").poll(1, pairs({{0, 9}}), "other");
  log.script().invoke(0, "send", KafkaScript::sends({{"k", 1}})).info(0);
  log.poll(1, pairs({{0, 1}}));
  check_errors(log.check(), {{"unseen", 1}});
  check_errors(log.poll_all(1, Json::object()).check(), {});
}

TEST_CASE("lost-write: a message below what was read that nobody read") {
  check_errors(three_sent().poll(1, pairs({{1, 2}, {2, 3}})).check(),
               {{"lost-write", 1}, {"unseen", 1}});
}

TEST_CASE("lost-write: beside a message read at the same offset") {
  const Json result = KafkaScript().send(0, 0, 1).send(1, 0, 2).poll(2, pairs({{0, 1}})).check();
  check_errors(result, {{"inconsistent-offsets", 1}, {"lost-write", 1}, {"unseen", 1}});
}

TEST_CASE("no lost-write: the send failed, or nobody read beyond it") {
  KafkaScript log;
  log.script().invoke(0, "send", KafkaScript::sends({{"k", 1}})).fail(0);
  check_errors(log.send(0, 1, 2).poll(1, pairs({{1, 2}})).check(), {});
}

TEST_CASE("lost-write: null and false, even where they were polled") {
  for (const Json& message : {Json(nullptr), Json(false)}) {
    KafkaScript log;
    const Json pair = Json::array({0, message});
    log.script().invoke(0, "send", KafkaScript::sends({{"k", message}}));
    log.script().ok(0, KafkaScript::sends({{"k", pair}}));
    check_errors(log.poll(1, Json::array({pair})).check(), {{"lost-write", 1}});
  }
}

TEST_CASE("duplicate: one message at two offsets") {
  check_errors(KafkaScript().send(0, 0, 1).poll(1, pairs({{0, 1}, {1, 1}})).check(),
               {{"duplicate", 1}, {"int-nonmonotonic-poll", 1}});
}

TEST_CASE("inconsistent-offsets: two messages at one offset") {
  const Json result = KafkaScript()
                          .send(0, 0, 1)
                          .send(0, 0, 2)
                          .poll(1, pairs({{0, 1}}))
                          .poll(2, pairs({{0, 2}}))
                          .check();
  CHECK(result["counts"]["inconsistent-offsets"] == 1);
  CHECK(result["inconsistent-offsets"]["errs"][0]["values"] == Json({1, 2}));
  CHECK(result["valid"] == false);
}

TEST_CASE("an indefinite send counts as sent once an ok poll saw one of its messages") {
  KafkaScript log;
  log.script().invoke(0, "send", KafkaScript::sends({{"k", 1}, {"k", 2}}));
  log.script().info(0,
                    KafkaScript::sends({{"k", Json::array({0, 1})}, {"k", Json::array({1, 2})}}));
  log.poll(1, pairs({{1, 2}})).poll_all(1, Json::object());
  check_errors(log.check(), {{"lost-write", 1}});
}
