#include <string>

#include "tests/catch.hpp"
#include "tests/eddy/judge/first_told.hpp"
#include "tests/eddy/workloads/txn_rw_register/txn_script.hpp"

using eddy::Json;
using eddy::judge;

namespace {

std::string first_explanation(const std::string& script, const std::string& model) {
  return eddy::first_told(judge(script, model));
}

}  // namespace

TEST_CASE("a cycle is told step by step") {
  CHECK(
      first_explanation(R"(
    3 invoke w x 1, w y 1
    4 invoke r x, r y
    3 ok w x 1, w y 1
    4 ok r x, r y 1)",
                        "snapshot-isolation") ==
      "G-single-item: T1 (process 3, op 0, at 0.000 s) wrote 1 to key \"y\", which T2 (process 4, "
      "op 1, at 0.001 s) read, so T1 precedes T2; T2 read nothing (null) from key \"x\", which T1 "
      "replaced by 1, so T2 precedes T1: a cycle.");
}

TEST_CASE("steps by the order of operations name it") {
  CHECK(first_explanation("0 txn w x 1\n 1 txn r x", "strict-serializable") ==
        "G-single-item-realtime: T1 (process 0, op 0, at 0.000 s) had ended at 0.001 s, before T2 "
        "(process 1, op 2, at 0.002 s) began at 0.002 s, so T1 precedes T2; T2 read nothing (null) "
        "from "
        "key \"x\", which T1 replaced by 1, so T2 precedes T1: a cycle.");
  CHECK(first_explanation("0 txn r x 1\n 0 txn w x 1", "strong-session-read-committed") ==
        "G1c-process: T1 (process 0, op 0, at 0.000 s) ran before T2 (process 0, op 2, at 0.002 s) "
        "in the same "
        "process, so T1 precedes T2; T2 wrote 1 to key \"x\", which T1 read, so T2 precedes T1: a "
        "cycle.");
}

TEST_CASE("a cycle's example holds its operations and steps") {
  const Json result =
      judge("0 txn w x 1, r y 2, w y 3\n 1 txn r x 1, w x 4, w y 2", "read-uncommitted");
  const Json& example = result["anomalies"]["G0"]["errs"][0];
  CHECK(example["cycle"].size() == 2);
  CHECK(example["cycle"][0]["process"] == 0);
  CHECK(example["steps"][0] ==
        Json::parse(R"({"type": "ww", "key": "x", "value": 1, "value'": 4})"));
  CHECK(example["steps"][1] ==
        Json::parse(R"({"type": "ww", "key": "y", "value": 2, "value'": 3})"));
}

TEST_CASE("a read of one's own later write is told as such") {
  CHECK(
      first_explanation("0 txn r x 1, w x 1\n 1 txn r x 1", "read-committed") ==
      "G1c: T1 (process 0, op 0, at 0.000 s) wrote 1 to key \"x\", which T1 had read there before, "
      "so T1 precedes T1: a cycle.");
}

TEST_CASE("a dirty read is told with its writer") {
  const std::string script = "0 invoke w x 1\n 0 fail w x 1\n 1 txn r x 1";
  CHECK(first_explanation(script, "read-committed") ==
        "G1a: The transaction of process 1, op 2, at 0.002 s, read 1 from key \"x\", which the "
        "transaction of process 0, op 0, at 0.000 s, wrote; that one failed, so nobody should ever "
        "see "
        "it.");
  CHECK(judge(script, "read-committed")["anomalies"]["G1a"]["errs"][0]["writer"]["type"] == "fail");
  CHECK(
      first_explanation("0 txn w x 1, w x 2\n 1 txn r x 1", "read-committed") ==
      "G1b: The transaction of process 1, op 2, at 0.002 s, read 1 from key \"x\", which the "
      "transaction of process 0, op 0, at 0.000 s, wrote and overwrote itself; only its last write "
      "should be seen.");
}

TEST_CASE("an internal anomaly is told with what should have been seen") {
  CHECK(
      first_explanation("0 txn r z, w z 1, w x 1, r x 2", "read-atomic") ==
      "internal: The transaction of process 0, op 0, at 0.000 s, read 2 from key \"x\", but it had "
      "written 1 there just before and should have seen that.");
}

TEST_CASE("a lost update is told with all who lost") {
  CHECK(first_explanation("0 txn r x, w x 1\n 1 txn r x, w x 2", "cursor-stability") ==
        "lost-update: 2 transactions (process 0, op 0, at 0.000 s; process 1, op 2, at 0.002 s) "
        "read nothing "
        "(null) from key \"x\" and then wrote that key: all but one should have seen the write of "
        "another.");
}

TEST_CASE("a circle of versions is told with its values") {
  CHECK(first_explanation("0 txn r x 2, w x 1\n 1 txn r x 1, w x 2", "read-uncommitted") ==
        "cyclic-versions: Each of the values [1,2] of key \"x\" was read by a transaction that "
        "then wrote another one, in a circle: no order of them is possible.");
}
