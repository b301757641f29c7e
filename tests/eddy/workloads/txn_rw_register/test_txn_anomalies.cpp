#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/eddy/workloads/txn_rw_register/check_txn_rw_register.hpp"
#include "tests/eddy/workloads/txn_rw_register/txn_script.hpp"

using eddy::Json;
using eddy::judge;

namespace {

/// How often the anomaly occurs in the history.
int count(const std::string& script, const std::string& name) {
  const Json result = judge(script, "serializable");
  const Json anomalies = result.value("anomalies", Json::object());
  return anomalies.contains(name) ? anomalies[name]["count"].get<int>() : 0;
}

int beyond(const std::string& script, const std::string& name) {
  const Json findings = judge(script, "read-uncommitted").value("beyond", Json::object());
  return findings.contains(name) ? findings[name]["count"].get<int>() : 0;
}

}  // namespace

TEST_CASE("internal: a read must agree with what the transaction saw last") {
  CHECK(count("0 txn w x 1, r x 2", "internal") == 1);
  CHECK(count("0 txn r x 1, r x 2", "internal") == 1);
  CHECK(count("0 txn w x 1, r x", "internal") == 1);
  CHECK(count("0 txn r x 1, w x 2, r x 2", "internal") == 0);
  CHECK(count("0 txn r x 1, r y 2", "internal") == 0);
  // Elle does not hold a null against a later value.
  CHECK(count("0 txn r x, r x 5", "internal") == 0);
  // One for each transaction, however many reads are wrong.
  CHECK(count("0 txn r x 1, r x 2, r x 3", "internal") == 1);
}

TEST_CASE("G1a: any read of a failed write counts, each time") {
  const std::string failed = "0 invoke w x 1\n 0 fail w x 1\n";
  CHECK(count(failed + "1 txn r x 1", "G1a") == 1);
  CHECK(count(failed + "1 txn r x 1, r x 1", "G1a") == 2);
  CHECK(count(failed + "1 txn w x 2, r x 1", "G1a") == 1);
  CHECK(count(failed + "1 txn r x", "G1a") == 0);
  CHECK(count("0 invoke w x 1\n 0 info w x 1\n 1 txn r x 1", "G1a") == 0);
  CHECK(count("0 invoke w x 1\n 1 txn r x 1", "G1a") == 0);
}

TEST_CASE("G1b: intermediate writes of others count, whatever became of these") {
  CHECK(count("0 txn w x 1, w x 2\n 1 txn r x 1", "G1b") == 1);
  CHECK(count("0 invoke w x 1, w x 2\n 1 txn r x 1", "G1b") == 1);
  CHECK(count("0 invoke w x 1, w x 2\n 0 info w x 1, w x 2\n 1 txn r x 1", "G1b") == 1);
  CHECK(count("0 txn w x 1, w x 2\n 1 txn r x 2", "G1b") == 0);
  CHECK(count("0 txn w x 1, r x 1, w x 2", "G1b") == 0);
  CHECK(count("0 txn w x 1, w y 2\n 1 txn r x 1", "G1b") == 0);
}

TEST_CASE("G1b: what an invocation was to overwrite counts, too, even for itself") {
  CHECK(count("0 invoke w x 1, w x 2\n 0 ok w x 1\n 1 txn r x 1", "G1b") == 1);
  CHECK(count("0 invoke w x 1, w x 2\n 0 ok w x 1, r x 1", "G1b") == 1);
}

TEST_CASE("a null written is the initial version: no G1b, internal or cyclic-versions") {
  const std::string script = "0 txn w x, w x 5\n 1 txn r x\n 2 txn r x 5\n";
  CHECK(judge(script, "serializable")["valid"] == true);
  CHECK(count("0 txn w x, r x 5", "internal") == 0);
  CHECK(count("0 txn r x, w x 1\n 1 txn r x 1, w x", "cyclic-versions") == 0);
}

TEST_CASE("lost-update: counted for each key and version") {
  CHECK(count("0 txn r x, w x 1\n 1 txn r x, w x 2", "lost-update") == 1);
  CHECK(count("0 txn r x, w x 1\n 1 txn r x, w x 2\n 2 txn r x, w x 3", "lost-update") == 1);
  CHECK(count("0 txn r x, w x 1, r y, w y 1\n 1 txn r x, r y, w x 2, w y 2", "lost-update") == 2);
  CHECK(count("0 txn r x, w x 1\n 1 txn r x 1, w x 2", "lost-update") == 0);
  CHECK(count("0 txn w x 1\n 1 txn r x, w x 2", "lost-update") == 0);
  // A write before the first read does not prevent it; a write after it is needed.
  CHECK(count("0 txn w x 1, r x 9, w x 2\n 1 txn r x 9, w x 3", "lost-update") == 1);
  CHECK(count("0 txn w x 1, r x 9\n 1 txn r x 9, w x 3", "lost-update") == 0);
  CHECK(count("0 txn r x, w x 1\n 1 invoke r x, w x 2\n 1 info r x, w x 2", "lost-update") == 0);
}

TEST_CASE("cyclic-versions drop the order of all keys, but for the initial versions") {
  const std::string cyclic = "0 txn r z 2, w z 1\n 1 txn r z 1, w z 2\n";
  const std::string skew = "2 txn r x 1, w y 2\n 3 txn r y 1, w x 2\n";
  const std::string order = "4 txn w x 1, w y 1\n 5 txn r x 1, w x 2\n";
  const auto has_g2 = [](const std::string& script) { return count(script, "G2-item") > 0; };
  const std::string by_order = "2 txn r x 1, r y 1, w y 2\n 3 txn r x 1, r y 1, w x 2\n";
  CHECK(has_g2(by_order));
  CHECK_FALSE(has_g2(cyclic + by_order));
  CHECK(has_g2(cyclic + "2 txn r x, w y 2\n 3 txn r y, w x 2"));
  CHECK(count(cyclic, "cyclic-versions") == 1);
  CHECK(count(skew + order, "cyclic-versions") == 0);
}

TEST_CASE("only first reads and last writes of a key make dependencies") {
  CHECK(count("0 txn r x 2, w z 1\n 1 txn w x 2, r z 1", "G1c") == 1);
  CHECK(count("0 txn w x 1, r x 2, w z 1\n 1 txn w x 2, r z 1", "G1c") == 0);
  CHECK(count("0 txn r x 2, w z 1, w z 3\n 1 txn w x 2, r z 1", "G1c") == 0);
  CHECK(count("0 txn r x 2, w z 1, w z 3\n 1 txn w x 2, r z 3", "G1c") == 1);
}

TEST_CASE("info transactions contribute versions but no dependencies") {
  // The stale read precedes nobody, as the only writer may not have happened.
  CHECK(judge(R"(
    0 invoke w x 1, w y 1
    0 info w x 1, w y 1
    1 txn r x, r y 1)",
              "serializable")["anomaly-types"] == Json({"empty-transaction-graph"}));
}

TEST_CASE("a value written by two ok transactions and read: nobody can tell") {
  const Json result = judge("0 txn w x 1\n 1 txn w x 1\n 2 txn r x 1", "serializable");
  CHECK(result["valid"] == "unknown");
  CHECK(result["error"] == "written-by-more-than-one-op");
  CHECK(judge("0 txn w x 1\n 1 txn w x 1\n 2 txn r x", "read-committed")["valid"] == true);
}

TEST_CASE("keys of different types: nobody can tell") {
  eddy::History history = eddy::TxnScript::history("0 txn r x, w x 1\n 1 txn r y");
  history.back().value.own()[0][1] = 7;
  const Json result = eddy::check_txn_rw_register(history, {{"read-committed"}});
  CHECK(result["valid"] == "unknown");
  CHECK(result["error"] == "mixed-key-types");
}

TEST_CASE("keys that an invocation and its completion spell in two ways: nobody can tell") {
  eddy::History history = eddy::TxnScript::history("0 txn w 1 1\n 0 txn r 1 1");
  for (eddy::Op& op : history) {
    if (op.type == eddy::OpType::invoke) op.value.own()[0][1] = 1;
  }
  CHECK(eddy::check_txn_rw_register(history, {{"read-uncommitted"}})["error"] == "mixed-key-types");
}

TEST_CASE("null is an empty transaction, and told") {
  eddy::History history = eddy::TxnScript::history("0 txn r x, w x 1\n 1 txn r x 1");
  history.back().value = nullptr;
  const Json result = eddy::check_txn_rw_register(history, {{"strict-serializable"}});
  CHECK(result["valid"] == true);
  CHECK(result["beyond"]["null-list"]["count"] == 1);
}

TEST_CASE("values that are no transactions are refused") {
  const auto check = [](const Json& value) {
    eddy::History history = eddy::TxnScript::history("0 txn r x");
    history.back().value = value;
    return eddy::check_txn_rw_register(history, {});
  };
  CHECK_THROWS_AS(check(7), eddy::HistoryError);
  CHECK_THROWS_AS(check(Json::array({5})), eddy::HistoryError);
  CHECK_THROWS_AS(check(Json::parse(R"([["r", 1]])")), eddy::HistoryError);
  CHECK_THROWS_AS(check(Json::parse(R"([["append", 1, 2]])")), eddy::HistoryError);
  CHECK(check(Json::parse(R"([["r", "x", null]])"))["valid"] == false);
}

TEST_CASE("the nemesis is no client") {
  eddy::History history = eddy::TxnScript::history("0 txn r x, w x 1");
  eddy::Op op;
  op.process = eddy::nemesis_process;
  op.type = eddy::OpType::info;
  op.value = "heal";
  history.push_back(op);
  CHECK(eddy::check_txn_rw_register(history, {})["valid"] == true);
}

TEST_CASE("beyond: what Maelstrom passes over is told") {
  const std::string base = "9 txn r a, w a 1\n";
  CHECK(beyond(base + "0 txn r x 7", "garbage-read") == 1);
  CHECK(beyond(base + "0 txn r x 7, w x 7", "future-read") == 1);
  CHECK(beyond(base + "0 txn r x, r x 5\n 1 txn w x 5", "internal-null") == 1);
  CHECK(beyond(base + "0 txn w x 1\n 0 txn r x", "forgotten-key") == 1);
  CHECK(beyond(base + "0 txn w x 1\n 1 txn w x 1", "duplicate-write") == 1);
}

TEST_CASE("beyond: nothing is told of a good history") {
  CHECK_FALSE(judge(R"(
    0 txn r x, w x 1, r x 1
    1 txn r x 1, w x 2
    1 txn r x 2, r y
    0 invoke w y 1
    0 fail w y 1
    2 txn w y 1, r y 1)",
                    "strict-serializable")
                  .contains("beyond"));
}

TEST_CASE("anomalies that the model puts up with are told apart") {
  const std::string script = "0 txn w x 1, r y 1\n 1 txn w y 1, r x 1";
  const Json result = judge(script, "read-uncommitted");
  CHECK(result["valid"] == true);
  CHECK(result["tolerated"]["G1c"]["count"] == 1);
  CHECK_FALSE(result.contains("beyond"));
  CHECK_FALSE(judge(script, "read-committed").contains("tolerated"));
}
