#include "tests/eddy/workloads/kafka/kafka_script.hpp"

using namespace eddy;

TEST_CASE("a log read in order is valid") {
  check_errors(three_sent().poll(1, all_three).check(), {});
  check_errors(three_sent().poll(1, pairs({{0, 1}})).poll(1, pairs({{1, 2}, {2, 3}})).check(), {});
}

TEST_CASE("gaps between offsets do not matter, nor does their size") {
  const std::int64_t far = 9007199254740992;
  KafkaScript log;
  log.send(0, 0, 1);
  log.script().invoke(0, "send", KafkaScript::sends({{"k", 2}}));
  log.script().ok(0, KafkaScript::sends({{"k", Json::array({far, 2})}}));
  log.poll(1, Json::array({Json::array({0, 1}), Json::array({far, 2})}));
  check_errors(log.check(), {});
}

TEST_CASE("G1a: a poll saw a message of a failed send, once a sighting") {
  KafkaScript log;
  log.script().invoke(0, "send", KafkaScript::sends({{"k", 1}})).fail(0);
  log.poll(1, pairs({{0, 1}})).poll(2, pairs({{0, 1}}));
  check_errors(log.check(), {{"G1a", 2}});
}

TEST_CASE("an empty history is unknown") {
  CHECK(check_kafka({})["valid"] == "unknown");
  CHECK(check_kafka({})["error"] == "null-pointer");
}

TEST_CASE("a message that nobody sent is unknown, and told beyond") {
  const Json result = KafkaScript().send(0, 0, 1).poll(1, pairs({{0, 7}})).check();
  CHECK(result["valid"] == "unknown");
  CHECK(result["error"] == "no-writer-of-value");
  CHECK(result["beyond"]["never-sent"]["count"] == 1);
  CHECK(result["beyond"]["inconsistent-offsets"]["count"] == 1);
}

TEST_CASE("an open send is no writer") {
  KafkaScript log;
  log.script().invoke(0, "send", KafkaScript::sends({{"k", 1}}));
  CHECK(log.poll(1, pairs({{0, 1}})).check()["error"] == "no-writer-of-value");
}

TEST_CASE("an empty list for a key that nobody reads is unknown") {
  CHECK(KafkaScript().send(0, 0, 1).poll(1, Json::array()).check()["error"] ==
        "index-out-of-bounds");
}

TEST_CASE("the worst lag is that of the poll which began longest after it was behind") {
  KafkaScript log;
  log.send(0, 0, 1).poll(1, pairs({{0, 1}})).send(0, 1, 2);  // acknowledged at 6 ms
  log.script().wait_ms(40);
  log.poll_all(1, Json::object());  // begins at 47 ms
  const Json result = log.poll(1, pairs({{1, 2}})).check();
  check_errors(result, {});
  CHECK(result["worst-realtime-lag"] ==
        Json{{"time", 0.047}, {"lag", 0.041}, {"process", 1}, {"key", "k"}});
}

TEST_CASE("values of another shape are named") {
  for (const Json& value :
       {Json(7), Json::array({7}), Json::array({Json::array({"pull"})}),
        Json::array({Json::array({"send", "k"})}), Json::array({Json::array({"poll", 7})}),
        Json::array({Json::array({"poll", {{"k", 7}}})}),
        Json::array({Json::array({"poll", {{"k", Json::array({7})}}})}),
        Json::array({Json::array({"poll", {{"k", Json::array({Json::array({"0", 1})})}}})})}) {
    CAPTURE(value);
    CHECK_THROWS_AS(check_kafka(Script().invoke(0, "poll").ok(0, value).history()), OpError);
  }
}
