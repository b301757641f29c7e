#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/eddy/workloads/txn_list_append/check_txn_list_append.hpp"

using namespace eddy;

namespace {

/// A transaction of appends and reads that overlaps no other, with what it read.
struct Appends {
  std::int64_t process;
  std::string micro_ops;  ///< of its completion, as JSON
  OpType outcome = OpType::ok;
};

History history_of(const std::vector<Appends>& txns) {
  History history;
  const auto add = [&](OpType type, std::int64_t process, const Json& value) {
    Op op;
    op.index = static_cast<std::int64_t>(history.size());
    op.time_ns = op.index * 1'000'000;
    op.type = type;
    op.process = process;
    op.f = "txn";
    op.value = value;
    history.push_back(op);
  };
  for (const Appends& txn : txns) {
    const Json completed = Json::parse(txn.micro_ops);
    Json asked = completed;
    for (Json& micro_op : asked)
      if (micro_op[0] == "r") micro_op[2] = nullptr;
    add(OpType::invoke, txn.process, asked);
    add(txn.outcome, txn.process, completed);
  }
  return history;
}

Json judge_appends(const std::vector<Appends>& txns, const std::string& model) {
  return check_txn_list_append(history_of(txns), {{model}});
}

/// Breaks causality, and no weaker model.
void check_broken(const std::vector<Appends>& txns) {
  const Json result = judge_appends(txns, "causal");
  INFO(result.dump(1));
  CHECK(result["valid"] == false);
  CHECK(result["anomaly-types"] == Json::array({"causality"}));
  CHECK(judge_appends(txns, "causal-cerone")["valid"] == true);
  CHECK(judge_appends(txns, "strong-session-read-committed")["valid"] == true);
}

}  // namespace

TEST_CASE("a stale list is causal, as long as nobody has seen what it lacks") {
  CHECK(judge_appends({{0, R"([["append", "x", 1]])"},
                       {1, R"([["r", "x", [1]]])"},
                       {2, R"([["r", "x", null]])"}},
                      "causal")["valid"] == true);
}

TEST_CASE("a list that lacks what the process has appended or read breaks causality") {
  check_broken(
      {{0, R"([["append", "x", 1]])"}, {0, R"([["r", "x", null]])"}, {1, R"([["r", "x", [1]]])"}});
  check_broken(
      {{0, R"([["append", "x", 1]])"}, {1, R"([["r", "x", [1]]])"}, {1, R"([["r", "x", []]])"}});
}

TEST_CASE("who has seen an effect sees its cause, by way of whatever key") {
  check_broken({{0, R"([["append", "x", 1]])"},
                {1, R"([["r", "x", [1]], ["append", "y", 1]])"},
                {2, R"([["r", "y", [1]], ["r", "x", null]])"}});
}

TEST_CASE("whose element stands in a list that was read is a cause, wherever it stands") {
  check_broken({{0, R"([["append", "x", 1], ["append", "y", 1]])"},
                {1, R"([["append", "x", 2]])"},
                {2, R"([["r", "x", [1, 2]], ["r", "y", null]])"},
                {3, R"([["r", "y", [1]]])"}});
}

TEST_CASE("what the process appends later is no cause") {
  check_broken({{0, R"([["r", "x", [1]]])"}, {0, R"([["append", "x", 1]])", OpType::info}});
}

TEST_CASE("elements that the process has known and null within a transaction are told beyond") {
  const auto beyond = [](const std::vector<Appends>& txns) {
    const Json result = judge_appends(txns, "read-committed");
    CHECK(result["valid"] == true);
    return result.value("beyond", Json::object());
  };
  CHECK(beyond({{0, R"([["append", "x", 1]])"},
                {1, R"([["r", "x", [1]]])"},
                {1, R"([["r", "x", [1]]])"}})
            .empty());
  CHECK(beyond({{0, R"([["append", "x", 1]])"},
                {1, R"([["r", "x", [1]]])"},
                {1, R"([["r", "x", null]])"}})["forgotten-element"]["count"] == 1);
  CHECK(beyond({{0, R"([["append", "x", 1]])"},
                {1, R"([["r", "x", null], ["r", "x", [1]]])"}})["internal-null"]["count"] == 1);
}
