#include <algorithm>

#include "tests/eddy/judge/first_told.hpp"
#include "tests/eddy/workloads/kafka/kafka_script.hpp"

using namespace eddy;

TEST_CASE("int-poll-skip: one poll leaves a message out") {
  check_errors(three_sent().poll(1, pairs({{0, 1}, {2, 3}})).poll(2, all_three).check(),
               {{"int-poll-skip", 1}});
}

TEST_CASE("int-nonmonotonic-poll: one poll goes back") {
  check_errors(three_sent().poll(1, all_three).poll(2, pairs({{1, 2}, {0, 1}})).check(),
               {{"int-nonmonotonic-poll", 1}});
}

TEST_CASE("poll-skip: a process leaves a message out between two polls") {
  KafkaScript log = three_sent();
  log.poll(2, all_three).poll(1, pairs({{0, 1}})).poll(1, pairs({{2, 3}}));
  check_errors(log.check(), {{"poll-skip", 1}});
}

TEST_CASE("nonmonotonic-poll: a process polls a message again") {
  KafkaScript log = three_sent();
  log.poll(1, all_three).poll(1, pairs({{2, 3}}));
  check_errors(log.check(), {{"nonmonotonic-poll", 1}});
  CHECK(
      first_told(log.check()) ==
      "nonmonotonic-poll: process 1, op 9, at 0.010 s, polled message 3 of key k (offset 2) right "
      "after 3 (offset 2, at 0.008 s); offsets should rise.");
}

TEST_CASE("an assign forgets the keys that it leaves out, and only those") {
  KafkaScript log = three_sent();
  log.poll(1, all_three).assign(1, {"k"}).poll(1, all_three);
  check_errors(log.check(), {{"nonmonotonic-poll", 1}});
  KafkaScript other = three_sent();
  other.poll(1, all_three).assign(1, {"other"}).assign(1, {"k"}).poll(1, all_three);
  check_errors(other.check(), {});
  KafkaScript failed = three_sent().poll(1, all_three);
  failed.script().invoke(1, "assign", {"other"}).fail(1);
  check_errors(failed.poll(1, all_three).check(), {{"nonmonotonic-poll", 1}});
}

TEST_CASE("an empty list for a key forgets the position, leaving the key out does not") {
  KafkaScript log = three_sent();
  log.poll(1, all_three).poll(1, Json::array()).poll(1, all_three);
  check_errors(log.check(), {});
  KafkaScript other = three_sent();
  other.poll(1, all_three).poll_all(1, Json::object()).poll(1, all_three);
  check_errors(other.check(), {{"nonmonotonic-poll", 1}});
}

TEST_CASE("a new process starts afresh") {
  check_errors(three_sent().poll(1, all_three).poll(2, all_three).check(), {});
}

TEST_CASE("nonmonotonic-send: a process sends to a lower offset") {
  KafkaScript log;
  log.send(0, 5, 1).send(0, 3, 2).poll(1, pairs({{3, 2}, {5, 1}}));
  check_errors(log.check(), {{"nonmonotonic-send", 1}});
  KafkaScript two_processes;
  two_processes.send(0, 5, 1).send(1, 3, 2).poll(2, pairs({{3, 2}, {5, 1}}));
  check_errors(two_processes.check(), {});
}

TEST_CASE("int-nonmonotonic-send and int-send-skip inside one op") {
  const auto with_offsets = [](int first, int second) {
    KafkaScript log;
    log.script().invoke(0, "send", KafkaScript::sends({{"k", 1}, {"k", 2}}));
    log.script().ok(
        0, KafkaScript::sends({{"k", Json::array({first, 1})}, {"k", Json::array({second, 2})}}));
    log.send(1, 1, 3);
    log.poll(2, pairs({{std::min(first, second), first < second ? 1 : 2},
                       {1, 3},
                       {std::max(first, second), first < second ? 2 : 1}}));
    return log.check();
  };
  check_errors(with_offsets(2, 0), {{"int-nonmonotonic-send", 1}});
  check_errors(with_offsets(0, 2), {{"int-send-skip", 1}});
}
