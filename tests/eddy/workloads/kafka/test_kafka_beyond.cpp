#include "tests/eddy/workloads/kafka/kafka_script.hpp"

using namespace eddy;

namespace {

/// The last op is an assign to which the node told these offsets.
Json check_told(KafkaScript log, int process, const Json& committed) {
  History history = log.assign(process, {"k"}).script().history();
  history.back().committed = committed;
  return check_kafka(history);
}

}  // namespace

TEST_CASE("beyond: a message put before what had been polled already") {
  KafkaScript log;
  log.send(0, 5, 1).poll(1, pairs({{5, 1}})).send(2, 3, 2).poll(3, pairs({{3, 2}, {5, 1}}));
  const Json result = log.check();
  check_errors(result, {});
  CHECK(result["beyond"]["late-insert"]["count"] == 1);
}

TEST_CASE("beyond: a negative offset") {
  const Json result = KafkaScript().send(0, 0, 1).poll(1, pairs({{-1, 1}, {0, 1}})).check();
  CHECK(result["beyond"]["negative-offset"]["count"] == 1);
  // It has no part in the log, so the message is no duplicate.
  check_errors(result, {{"int-nonmonotonic-poll", 1}});
}

TEST_CASE("a send to an offset far below 0 is judged, whatever was polled before") {
  check_errors(KafkaScript().send(0, -2, 1).check(),
               {{"empty-transaction-graph", 1}, {"unseen", 1}});
  const Json result = KafkaScript().send(0, 0, 1).poll(1, pairs({{0, 1}})).send(2, -2, 2).check();
  check_errors(result, {{"unseen", 1}});
  CHECK(result["beyond"]["late-insert"]["count"] == 1);
}

TEST_CASE("beyond: null for the list of a key") {
  const KafkaScript log = three_sent().poll(1, all_three);
  const Json result = KafkaScript(log).poll(1, nullptr).check();
  check_errors(result, {});
  CHECK(result["beyond"]["null-list"]["count"] == 1);
}

TEST_CASE("beyond: a committed offset that is no number") {
  const KafkaScript log = three_sent().poll(1, all_three);
  CHECK(check_told(log, 1, {{"k", "2"}})["beyond"].contains("forgotten-commit"));
}

TEST_CASE("beyond: a committed offset that nobody committed") {
  const KafkaScript log = three_sent().poll(1, pairs({{0, 1}, {1, 2}})).poll(2, all_three);
  CHECK_FALSE(check_told(log, 3, {{"k", 2}}).contains("beyond"));
  const Json result = check_told(log, 3, {{"k", 3}});
  CHECK(result["valid"] == true);
  CHECK(result["beyond"]["never-committed"]["count"] == 1);
  CHECK(check_told(log, 3, {{"other", 0}})["beyond"].contains("never-committed"));
}

TEST_CASE("a poll without an answer may have committed anything") {
  KafkaScript log = three_sent().poll(2, all_three);
  log.script().invoke(5, "poll", Json::array({Json::array({"poll"})})).info(5);
  CHECK_FALSE(check_told(log, 3, {{"k", 7}}).contains("beyond"));
}

TEST_CASE("beyond: a process's own commit, forgotten") {
  const KafkaScript log = three_sent().poll(1, all_three);
  CHECK_FALSE(check_told(log, 1, {{"k", 2}}).contains("beyond"));
  CHECK_FALSE(check_told(log, 3, Json::object()).contains("beyond"));
  for (const Json& told : {Json({{"k", 1}}), Json::object()})
    CHECK(check_told(log, 1, told)["beyond"]["forgotten-commit"]["count"] == 1);
}
