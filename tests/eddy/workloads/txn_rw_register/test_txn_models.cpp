#include <stdexcept>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/eddy/judge/txn/model_names.hpp"
#include "tests/eddy/workloads/txn_rw_register/check_txn_rw_register.hpp"
#include "tests/eddy/workloads/txn_rw_register/txn_script.hpp"

using eddy::History;
using eddy::Json;
using eddy::judge;

namespace {

using Names = std::vector<std::string>;

/// The models that the history breaks, in the order of the table.
Names rejecting(const std::string& script) {
  Names models;
  for (const std::string& model : eddy::consistency_model_names()) {
    if (judge(script, model)["valid"] == false) models.push_back(model);
  }
  return models;
}

Names types(const std::string& script, const std::string& model) {
  return judge(script, model)["anomaly-types"].get<Names>();
}

const Names all = eddy::consistency_model_names();

/// The table without some of its models.
Names all_but(const Names& excepted) {
  Names models;
  for (const std::string& model : all) {
    bool keep = true;
    for (const std::string& other : excepted) keep = keep && model != other;
    if (keep) models.push_back(model);
  }
  return models;
}

const Names uncommitted_ones = {"read-uncommitted", "strong-session-read-uncommitted",
                                "strong-read-uncommitted"};

}  // namespace

TEST_CASE("a serial history satisfies every model") {
  CHECK(rejecting(R"(
    0 txn r x, w x 1
    1 txn r x 1, w y 1
    0 txn r x 1, r y 1, w x 2
    1 txn w x 3, r x 3)") == Names{});
}

TEST_CASE("G0: two transactions overwrite each other; every model forbids it") {
  const std::string script = R"(
    0 txn w x 1, r y 2, w y 3
    1 txn r x 1, w x 4, w y 2)";
  CHECK(rejecting(script) == all);
  CHECK(types(script, "read-uncommitted") == Names{"G0"});
}

TEST_CASE("G1c: two transactions read each other's writes; read-uncommitted allows it") {
  const std::string script = R"(
    0 txn w x 1, r y 1
    1 txn w y 1, r x 1)";
  CHECK(rejecting(script) == all_but(uncommitted_ones));
  CHECK(types(script, "read-committed") == Names{"G1c"});
  CHECK(types(script, "strict-serializable") == Names{"G1c"});
}

TEST_CASE("G1a: a read of a failed write; read-uncommitted allows it") {
  const std::string script = R"(
    0 invoke w x 1
    0 fail w x 1
    1 txn r x 1, r y, w y 1)";
  CHECK(rejecting(script) == all_but(uncommitted_ones));
  CHECK(types(script, "monotonic-atomic-view") == Names{"G1a"});
}

TEST_CASE("G1b: a read of another transaction's intermediate write; read-uncommitted allows it") {
  const std::string script = R"(
    0 invoke w x 1, w x 2
    1 txn r x 1, r y, w y 1
    0 ok w x 1, w x 2)";
  CHECK(rejecting(script) == all_but(uncommitted_ones));
  CHECK(types(script, "causal-cerone") == Names{"G1b"});
}

TEST_CASE("internal: atomic models and above forbid it, repeatable-read does not") {
  const std::string script = R"(
    0 txn w x 1, r x 2
    1 invoke w y 1
    1 info w y 1
    2 txn r y, w y 2)";
  CHECK(rejecting(script) == Names{"read-atomic", "causal-cerone", "snapshot-isolation",
                                   "serializable", "causal", "strong-session-snapshot-isolation",
                                   "strong-session-serializable", "strong-snapshot-isolation",
                                   "strict-serializable"});
  CHECK(types(script, "causal-cerone") == Names{"internal"});
}

TEST_CASE("lost-update: two updates of one version; cursor-stability and above forbid it") {
  const std::string script = R"(
    0 invoke r x, w x 1
    1 invoke r x, w x 2
    0 ok r x, w x 1
    1 ok r x, w x 2)";
  CHECK(rejecting(script) == Names{"cursor-stability", "repeatable-read", "snapshot-isolation",
                                   "serializable", "strong-session-snapshot-isolation",
                                   "strong-session-serializable", "strong-snapshot-isolation",
                                   "strict-serializable"});
  CHECK(types(script, "cursor-stability") == Names{"lost-update"});
  CHECK(types(script, "serializable") == Names{"G2-item", "lost-update"});
}

TEST_CASE("G-single-item: a fractured read; repeatable-read and snapshot-isolation forbid it") {
  const std::string script = R"(
    0 invoke w x 1, w y 1
    1 invoke r x, r y
    0 ok w x 1, w y 1
    1 ok r x, r y 1)";
  CHECK(rejecting(script) == Names{"repeatable-read", "snapshot-isolation", "serializable",
                                   "causal", "strong-session-snapshot-isolation",
                                   "strong-session-serializable", "strong-snapshot-isolation",
                                   "strict-serializable"});
  CHECK(types(script, "snapshot-isolation") == Names{"G-single-item"});
}

TEST_CASE("G-nonadjacent-item: a long fork; snapshot-isolation forbids it") {
  const std::string script = R"(
    0 invoke w x 1
    1 invoke w y 1
    2 invoke r x, r y
    3 invoke r x, r y
    0 ok w x 1
    1 ok w y 1
    2 ok r x 1, r y
    3 ok r x, r y 1)";
  CHECK(rejecting(script) == Names{"repeatable-read", "snapshot-isolation", "serializable",
                                   "strong-session-snapshot-isolation",
                                   "strong-session-serializable", "strong-snapshot-isolation",
                                   "strict-serializable"});
  CHECK(types(script, "snapshot-isolation") == Names{"G-nonadjacent-item"});
}

TEST_CASE("G2-item: write skew; snapshot-isolation allows it, serializable does not") {
  const std::string script = R"(
    0 invoke r x, w y 1
    1 invoke r y, w x 1
    0 ok r x, w y 1
    1 ok r y, w x 1)";
  CHECK(rejecting(script) == Names{"repeatable-read", "serializable", "strong-session-serializable",
                                   "strict-serializable"});
  CHECK(types(script, "repeatable-read") == Names{"G2-item"});
}

TEST_CASE("G0-process: a process overwrites what it wrote over before") {
  const std::string script = R"(
    0 invoke r x 2, w x 3
    0 ok r x 2, w x 3
    0 txn w x 2)";
  CHECK(rejecting(script) ==
        Names{"strong-session-read-uncommitted", "strong-session-read-committed", "causal",
              "strong-session-snapshot-isolation", "strong-session-serializable",
              "strong-read-uncommitted", "strong-read-committed", "strong-snapshot-isolation",
              "strict-serializable"});
  CHECK(types(script, "strong-session-read-uncommitted") == Names{"G0-process"});
  CHECK(types(script, "strict-serializable") == Names{"G0-realtime"});
}

TEST_CASE("G1c-process: a process reads what it writes only later") {
  const std::string script = R"(
    0 txn r x 1
    0 txn w x 1)";
  CHECK(rejecting(script) == Names{"strong-session-read-committed", "causal",
                                   "strong-session-snapshot-isolation",
                                   "strong-session-serializable", "strong-read-committed",
                                   "strong-snapshot-isolation", "strict-serializable"});
  CHECK(types(script, "strong-session-read-committed") == Names{"G1c-process"});
}

TEST_CASE("G1c-realtime: a read of what another process writes only later") {
  const std::string script = R"(
    0 txn r x 1
    1 txn w x 1)";
  CHECK(rejecting(script) ==
        Names{"strong-read-committed", "strong-snapshot-isolation", "strict-serializable"});
  CHECK(types(script, "strong-read-committed") == Names{"G1c-realtime"});
}

TEST_CASE("G-single-item-process: a process does not see its own write") {
  const std::string script = R"(
    0 txn w x 1
    0 txn r x)";
  CHECK(rejecting(script) == Names{"causal", "strong-session-snapshot-isolation",
                                   "strong-session-serializable", "strong-snapshot-isolation",
                                   "strict-serializable"});
  CHECK(types(script, "strong-session-serializable") == Names{"G-single-item-process"});
}

TEST_CASE("G-single-item-realtime: a stale read") {
  const std::string script = R"(
    0 txn w x 1
    1 txn r x)";
  CHECK(rejecting(script) == Names{"strong-snapshot-isolation", "strict-serializable"});
  CHECK(types(script, "strict-serializable") == Names{"G-single-item-realtime"});
}

TEST_CASE("transactions that overlap have no order in time") {
  CHECK(rejecting(R"(
    0 invoke w x 1
    1 txn r x
    0 ok w x 1
    1 txn r x 1)") == Names{});
}

TEST_CASE("G-nonadjacent-item-process: two processes miss each other's writes") {
  const std::string script = R"(
    0 invoke w x 1
    1 invoke w y 1
    0 ok w x 1
    0 invoke r y
    1 ok w y 1
    1 invoke r x
    0 ok r y
    1 ok r x)";
  CHECK(types(script, "strong-session-snapshot-isolation") == Names{"G-nonadjacent-item-process"});
  CHECK(judge(script, "serializable")["valid"] == true);
}

TEST_CASE("G2-item-process and -realtime: write skew over a session") {
  const std::string script = R"(
    1 invoke w x 1, r y
    0 txn w y 1
    0 txn r x
    1 ok w x 1, r y)";
  CHECK(rejecting(script) == Names{"strong-session-serializable", "strict-serializable"});
  CHECK(types(script, "strong-session-serializable") == Names{"G2-item-process"});
  CHECK(types(script, "strict-serializable") == Names{"G2-item-realtime"});
}

TEST_CASE("cyclic-versions: every model forbids them") {
  const std::string script = R"(
    0 invoke r x 2, w x 1
    1 txn r x 1, w x 2
    0 ok r x 2, w x 1)";
  CHECK(rejecting(script) == all);
  CHECK(types(script, "read-uncommitted") == Names{"cyclic-versions"});
}

TEST_CASE("G1c: a read of one's own later write, where others run in a circle with it") {
  const std::string script = "0 txn r x 1, w x 1\n";
  CHECK(rejecting(script) == Names{});
  CHECK(rejecting(script + "1 txn r y, w y 1") == Names{});
  CHECK(rejecting(script + "1 txn r x 1") == all_but(uncommitted_ones));
  CHECK(types(script + "1 txn r x 1", "read-committed") == Names{"G1c"});
}

TEST_CASE("G1c: the circle around a read of one's own later write may need order in time") {
  const std::string circle = "0 txn r x 1, w x 1, w y 1\n 1 txn r y";
  CHECK(rejecting(circle) ==
        Names{"strong-read-committed", "strong-snapshot-isolation", "strict-serializable"});
  CHECK(types(circle, "strong-read-committed") == Names{"G1c"});
  const std::string in_session = "0 txn r x 1, w x 1, w y 1\n 0 txn r y";
  CHECK(types(in_session, "strong-session-read-committed") == Names{"G1c"});
  CHECK(judge(in_session, "read-committed")["valid"] == true);
}

TEST_CASE("empty-transaction-graph: without any dependency every verdict is false") {
  CHECK(rejecting("0 txn w x 1") == all);
  CHECK(rejecting("") == all);
  CHECK(types("0 txn w x 1", "read-committed") == Names{"empty-transaction-graph"});
  // Where the order of operations counts, it is a dependency.
  CHECK(rejecting("0 txn w x 1\n 1 txn w x 2") ==
        all_but({"strong-read-uncommitted", "strong-read-committed", "strong-snapshot-isolation",
                 "strict-serializable"}));
  // That holds for what failed or has an unknown outcome as well, but not for what is open.
  const std::string open = "0 txn w x 1\n 1 invoke w x 2\n";
  const Names timeless = all_but({"strong-read-uncommitted", "strong-read-committed",
                                  "strong-snapshot-isolation", "strict-serializable"});
  CHECK(rejecting(open + "1 info w x 2") == timeless);
  CHECK(rejecting(open + "1 fail w x 2") == timeless);
  CHECK(rejecting(open) == all);
  // An initial read and a write of the same key by one transaction are enough.
  CHECK(rejecting("0 txn r x, w x 1") == Names{});
}

TEST_CASE("of several models all must hold") {
  const History history = eddy::TxnScript::history(R"(
    0 txn w x 1
    0 txn r x)");
  const auto valid = [&](const Names& models) {
    return eddy::check_txn_rw_register(history, {models})["valid"];
  };
  CHECK(valid({"serializable", "strong-session-read-committed"}) == true);
  CHECK(valid({"serializable", "strong-session-serializable"}) == false);
  CHECK(valid({"strict-serializable", "read-committed"}) == false);
}

TEST_CASE("the weakest broken models are named") {
  const auto broken = [](const std::string& script, const std::string& model) {
    return judge(script, model)["not"].get<Names>();
  };
  CHECK(broken("0 txn w x 1, r y 1\n 1 txn w y 1, r x 1", "serializable") ==
        Names{"read-committed"});
  CHECK(broken("0 txn r x, w y 1\n 1 txn r y, w x 1", "serializable") == Names{"repeatable-read"});
  CHECK(broken("0 txn w x 1\n 1 txn r x", "strict-serializable") ==
        Names{"strong-snapshot-isolation"});
  CHECK(broken("0 txn w x 1, w y 1\n 1 txn r x, r y 1", "snapshot-isolation") ==
        Names{"repeatable-read", "snapshot-isolation"});
}

TEST_CASE("an unknown model is an error that names it") {
  CHECK_THROWS_AS(judge("0 txn r x", "readcommitted"), std::invalid_argument);
}
