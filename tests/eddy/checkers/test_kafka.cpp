#include <algorithm>

#include "tests/catch.hpp"
#include "tests/eddy/checkers/kafka.hpp"
#include "tests/eddy/checkers/script.hpp"

using namespace eddy;

namespace {

/// A kafka history with one key, "k", unless told otherwise.
class Log {
 public:
  Log& send(int process, int offset, int message, const std::string& key = "k") {
    script_.invoke(process, "send", sends({{key, message}}));
    script_.ok(process, sends({{key, Json::array({offset, message})}}));
    return *this;
  }

  /// pairs: [[offset, message], ...]
  Log& poll(int process, const Json& pairs, const std::string& key = "k") {
    return poll_all(process, {{key, pairs}});
  }

  Log& poll_all(int process, const Json& messages) {
    script_.invoke(process, "poll", Json::array({Json::array({"poll"})}));
    script_.ok(process, polled(messages));
    return *this;
  }

  Log& assign(int process, const Json& keys) {
    script_.invoke(process, "assign", keys).ok(process);
    return *this;
  }

  static Json sends(const std::vector<std::pair<std::string, Json>>& list) {
    Json value = Json::array();
    for (const auto& [key, message] : list) value.push_back(Json::array({"send", key, message}));
    return value;
  }

  static Json polled(const Json& messages) {
    return Json::array({Json::array({"poll", messages})});
  }

  Script& script() { return script_; }
  Json check() const { return check_kafka(script_.history()); }

 private:
  Script script_;
};

Json pairs(std::initializer_list<std::pair<int, int>> list) {
  Json json = Json::array();
  for (const auto& [offset, message] : list) json.push_back(Json::array({offset, message}));
  return json;
}

/// 1, 2, 3 at 0, 1, 2.
Log three_sent() {
  return Log().send(0, 0, 1).send(0, 1, 2).send(0, 2, 3);
}

const Json all_three = pairs({{0, 1}, {1, 2}, {2, 3}});

/// Exactly these error types, with these counts where they have one.
void check_errors(const Json& result, const std::map<std::string, int>& expected) {
  std::vector<std::string> types;
  bool bad = false;
  for (const auto& [type, count] : expected) {
    types.push_back(type);
    bad = bad || type != "int-send-skip";
    if (type != "unseen") CHECK(result["counts"][type] == count);
  }
  CHECK(result["error-types"] == Json(types));
  CHECK(result["valid"] == !bad);
  CHECK(result.contains("explanations") == !expected.empty());
}

}  // namespace

TEST_CASE("a log read in order is valid") {
  check_errors(three_sent().poll(1, all_three).check(), {});
  check_errors(three_sent().poll(1, pairs({{0, 1}})).poll(1, pairs({{1, 2}, {2, 3}})).check(), {});
}

TEST_CASE("gaps between offsets do not matter, nor does their size") {
  const std::int64_t far = 9007199254740992;
  Log log;
  log.send(0, 0, 1);
  log.script().invoke(0, "send", Log::sends({{"k", 2}}));
  log.script().ok(0, Log::sends({{"k", Json::array({far, 2})}}));
  log.poll(1, Json::array({Json::array({0, 1}), Json::array({far, 2})}));
  check_errors(log.check(), {});
}

TEST_CASE("unseen: an acknowledged message that no poll returned") {
  const Json result = three_sent().poll(1, pairs({{0, 1}, {1, 2}})).check();
  check_errors(result, {{"unseen", 1}});
  CHECK(result["unseen"]["unseen"] == Json{{"k", 1}});
  CHECK(result["unseen"]["messages"] == Json{{"k", Json::array({3})}});
}

TEST_CASE("unseen: what the last op polls of a key that nothing ok mentioned before") {
  Log log;
  log.send(0, 0, 9, "other").poll(1, pairs({{0, 9}}), "other");
  log.script().invoke(0, "send", Log::sends({{"k", 1}})).info(0);
  log.poll(1, pairs({{0, 1}}));
  check_errors(log.check(), {{"unseen", 1}});
  check_errors(log.poll_all(1, Json::object()).check(), {});
}

TEST_CASE("lost-write: a message below what was read that nobody read") {
  check_errors(three_sent().poll(1, pairs({{1, 2}, {2, 3}})).check(),
               {{"lost-write", 1}, {"unseen", 1}});
}

TEST_CASE("lost-write: beside a message read at the same offset") {
  const Json result = Log().send(0, 0, 1).send(1, 0, 2).poll(2, pairs({{0, 1}})).check();
  check_errors(result, {{"inconsistent-offsets", 1}, {"lost-write", 1}, {"unseen", 1}});
}

TEST_CASE("no lost-write: the send failed, or nobody read beyond it") {
  Log log;
  log.script().invoke(0, "send", Log::sends({{"k", 1}})).fail(0);
  check_errors(log.send(0, 1, 2).poll(1, pairs({{1, 2}})).check(), {});
}

TEST_CASE("duplicate: one message at two offsets") {
  check_errors(Log().send(0, 0, 1).poll(1, pairs({{0, 1}, {1, 1}})).check(),
               {{"duplicate", 1}, {"int-nonmonotonic-poll", 1}});
}

TEST_CASE("inconsistent-offsets: two messages at one offset") {
  const Json result =
      Log().send(0, 0, 1).send(0, 0, 2).poll(1, pairs({{0, 1}})).poll(2, pairs({{0, 2}})).check();
  CHECK(result["counts"]["inconsistent-offsets"] == 1);
  CHECK(result["inconsistent-offsets"]["errs"][0]["values"] == Json({1, 2}));
  CHECK(result["valid"] == false);
}

TEST_CASE("G1a: a poll saw a message of a failed send, once a sighting") {
  Log log;
  log.script().invoke(0, "send", Log::sends({{"k", 1}})).fail(0);
  log.poll(1, pairs({{0, 1}})).poll(2, pairs({{0, 1}}));
  check_errors(log.check(), {{"G1a", 2}});
}

TEST_CASE("int-poll-skip: one poll leaves a message out") {
  check_errors(three_sent().poll(1, pairs({{0, 1}, {2, 3}})).poll(2, all_three).check(),
               {{"int-poll-skip", 1}});
}

TEST_CASE("int-nonmonotonic-poll: one poll goes back") {
  check_errors(three_sent().poll(1, all_three).poll(2, pairs({{1, 2}, {0, 1}})).check(),
               {{"int-nonmonotonic-poll", 1}});
}

TEST_CASE("poll-skip: a process leaves a message out between two polls") {
  Log log = three_sent();
  log.poll(2, all_three).poll(1, pairs({{0, 1}})).poll(1, pairs({{2, 3}}));
  check_errors(log.check(), {{"poll-skip", 1}});
}

TEST_CASE("nonmonotonic-poll: a process polls a message again") {
  Log log = three_sent();
  log.poll(1, all_three).poll(1, pairs({{2, 3}}));
  check_errors(log.check(), {{"nonmonotonic-poll", 1}});
  CHECK(log.check()["explanations"][0] ==
        "nonmonotonic-poll: process 1, at 0.010 s, polled message 3 of key k (offset 2) right "
        "after 3 (offset 2, at 0.008 s); offsets should rise.");
}

TEST_CASE("an assign forgets the keys that it leaves out, and only those") {
  Log log = three_sent();
  log.poll(1, all_three).assign(1, {"k"}).poll(1, all_three);
  check_errors(log.check(), {{"nonmonotonic-poll", 1}});
  Log other = three_sent();
  other.poll(1, all_three).assign(1, {"other"}).assign(1, {"k"}).poll(1, all_three);
  check_errors(other.check(), {});
  Log failed = three_sent().poll(1, all_three);
  failed.script().invoke(1, "assign", {"other"}).fail(1);
  check_errors(failed.poll(1, all_three).check(), {{"nonmonotonic-poll", 1}});
}

TEST_CASE("an empty list for a key forgets the position, leaving the key out does not") {
  Log log = three_sent();
  log.poll(1, all_three).poll(1, Json::array()).poll(1, all_three);
  check_errors(log.check(), {});
  Log other = three_sent();
  other.poll(1, all_three).poll_all(1, Json::object()).poll(1, all_three);
  check_errors(other.check(), {{"nonmonotonic-poll", 1}});
}

TEST_CASE("a new process starts afresh") {
  check_errors(three_sent().poll(1, all_three).poll(2, all_three).check(), {});
}

TEST_CASE("nonmonotonic-send: a process sends to a lower offset") {
  Log log;
  log.send(0, 5, 1).send(0, 3, 2).poll(1, pairs({{3, 2}, {5, 1}}));
  check_errors(log.check(), {{"nonmonotonic-send", 1}});
  Log two_processes;
  two_processes.send(0, 5, 1).send(1, 3, 2).poll(2, pairs({{3, 2}, {5, 1}}));
  check_errors(two_processes.check(), {});
}

TEST_CASE("int-nonmonotonic-send and int-send-skip inside one op") {
  const auto with_offsets = [](int first, int second) {
    Log log;
    log.script().invoke(0, "send", Log::sends({{"k", 1}, {"k", 2}}));
    log.script().ok(0,
                    Log::sends({{"k", Json::array({first, 1})}, {"k", Json::array({second, 2})}}));
    log.send(1, 1, 3);
    log.poll(2, pairs({{std::min(first, second), first < second ? 1 : 2},
                       {1, 3},
                       {std::max(first, second), first < second ? 2 : 1}}));
    return log.check();
  };
  check_errors(with_offsets(2, 0), {{"int-nonmonotonic-send", 1}});
  check_errors(with_offsets(0, 2), {{"int-send-skip", 1}});
}

TEST_CASE("precommitted-read: an op polls its own message") {
  Log log;
  const Json done = Json::array({Json::array({"send", "k", Json::array({0, 1})}),
                                 Json::array({"poll", {{"k", pairs({{0, 1}})}}})});
  log.script().invoke(0, "txn", Log::sends({{"k", 1}})).ok(0, done);
  check_errors(log.check(), {{"empty-transaction-graph", 1}, {"precommitted-read", 1}});
  check_errors(log.poll(1, pairs({{0, 1}})).check(), {{"precommitted-read", 1}});
}

TEST_CASE("G1c: two ops see each other's messages") {
  const auto txn = [](int own, int other) {
    return Json::array({Json::array({"send", "k", Json::array({own, own})}),
                        Json::array({"poll", {{"k", pairs({{other, other}})}}})});
  };
  Log log;
  log.script().invoke(0, "txn", Json::array()).invoke(1, "txn", Json::array());
  log.script().ok(0, txn(0, 1)).ok(1, txn(1, 0));
  const Json result = log.poll(2, pairs({{0, 0}, {1, 1}})).check();
  check_errors(result, {{"G1c", 1}, {"PL-2-cycle-exists", 1}});
  CHECK(result["G1c"]["errs"][0]["cycle"].size() == 2);
}

TEST_CASE("G1c-realtime: a poll returns a message that is sent only later") {
  Log log;
  log.poll(1, pairs({{0, 1}})).send(0, 0, 1);
  check_errors(log.check(), {{"G1c-realtime", 1}, {"strong-PL-2-cycle-exists", 1}});
  CHECK(log.check()["G1c-realtime"]["errs"][0]["cycle"] == Json({1, 3}));
  CHECK(log.check()["explanations"][0] ==
        "G1c-realtime: process 1, at 0.002 s, was done before process 0, at 0.004 s, began (at "
        "0.003 s); process 0, at 0.004 s, sent message 1 of key k, which process 1, at 0.002 s, "
        "polled; so each precedes itself.");
}

TEST_CASE("empty-transaction-graph: nothing precedes anything") {
  check_errors(Log().poll_all(1, Json::object()).check(), {{"empty-transaction-graph", 1}});
  check_errors(Log().assign(1, {"k"}).assign(2, {"k"}).check(), {{"empty-transaction-graph", 1}});
  check_errors(Log().poll_all(1, Json::object()).poll_all(1, Json::object()).check(), {});
}

TEST_CASE("an indefinite send counts as sent once an ok poll saw one of its messages") {
  Log log;
  log.script().invoke(0, "send", Log::sends({{"k", 1}, {"k", 2}}));
  log.script().info(0, Log::sends({{"k", Json::array({0, 1})}, {"k", Json::array({1, 2})}}));
  log.poll(1, pairs({{1, 2}})).poll_all(1, Json::object());
  check_errors(log.check(), {{"lost-write", 1}});
}

TEST_CASE("an empty history is unknown") {
  CHECK(check_kafka({})["valid"] == "unknown");
  CHECK(check_kafka({})["error"] == "null-pointer");
}

TEST_CASE("a message that nobody sent is unknown, and told beyond") {
  const Json result = Log().send(0, 0, 1).poll(1, pairs({{0, 7}})).check();
  CHECK(result["valid"] == "unknown");
  CHECK(result["error"] == "no-writer-of-value");
  CHECK(result["beyond"]["never-sent"]["count"] == 1);
  CHECK(result["beyond"]["inconsistent-offsets"]["count"] == 1);
}

TEST_CASE("an open send is no writer") {
  Log log;
  log.script().invoke(0, "send", Log::sends({{"k", 1}}));
  CHECK(log.poll(1, pairs({{0, 1}})).check()["error"] == "no-writer-of-value");
}

TEST_CASE("an empty list for a key that nobody reads is unknown") {
  CHECK(Log().send(0, 0, 1).poll(1, Json::array()).check()["error"] == "index-out-of-bounds");
}

TEST_CASE("the worst lag is that of the poll which began longest after it was behind") {
  Log log;
  log.send(0, 0, 1).poll(1, pairs({{0, 1}})).send(0, 1, 2);  // acknowledged at 6 ms
  log.script().wait_ms(40);
  log.poll_all(1, Json::object());  // begins at 47 ms
  const Json result = log.poll(1, pairs({{1, 2}})).check();
  check_errors(result, {});
  CHECK(result["worst-realtime-lag"] ==
        Json{{"time", 0.047}, {"lag", 0.041}, {"process", 1}, {"key", "k"}});
}

TEST_CASE("beyond: a message put before what had been polled already") {
  Log log;
  log.send(0, 5, 1).poll(1, pairs({{5, 1}})).send(2, 3, 2).poll(3, pairs({{3, 2}, {5, 1}}));
  const Json result = log.check();
  check_errors(result, {});
  CHECK(result["beyond"]["late-insert"]["count"] == 1);
}

TEST_CASE("beyond: a negative offset") {
  const Json result = Log().send(0, 0, 1).poll(1, pairs({{-1, 1}, {0, 1}})).check();
  CHECK(result["beyond"]["negative-offset"]["count"] == 1);
  // It has no part in the log, so the message is no duplicate.
  check_errors(result, {{"int-nonmonotonic-poll", 1}});
}

namespace {

/// The last op is an assign to which the node told these offsets.
Json check_told(Log log, int process, const Json& committed) {
  History history = log.assign(process, {"k"}).script().history();
  history.back().committed = committed;
  return check_kafka(history);
}

}  // namespace

TEST_CASE("beyond: a committed offset that nobody committed") {
  const Log log = three_sent().poll(1, pairs({{0, 1}, {1, 2}})).poll(2, all_three);
  CHECK_FALSE(check_told(log, 3, {{"k", 2}}).contains("beyond"));
  const Json result = check_told(log, 3, {{"k", 3}});
  CHECK(result["valid"] == true);
  CHECK(result["beyond"]["never-committed"]["count"] == 1);
  CHECK(check_told(log, 3, {{"other", 0}})["beyond"].contains("never-committed"));
}

TEST_CASE("a poll without an answer may have committed anything") {
  Log log = three_sent().poll(2, all_three);
  log.script().invoke(5, "poll", Json::array({Json::array({"poll"})})).info(5);
  CHECK_FALSE(check_told(log, 3, {{"k", 7}}).contains("beyond"));
}

TEST_CASE("beyond: a process's own commit, forgotten") {
  const Log log = three_sent().poll(1, all_three);
  CHECK_FALSE(check_told(log, 1, {{"k", 2}}).contains("beyond"));
  CHECK_FALSE(check_told(log, 3, Json::object()).contains("beyond"));
  for (const Json& told : {Json({{"k", 1}}), Json::object()})
    CHECK(check_told(log, 1, told)["beyond"]["forgotten-commit"]["count"] == 1);
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
