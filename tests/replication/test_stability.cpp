#include "glomers/replication/stability.hpp"
#include "tests/catch.hpp"

using namespace glomers;

namespace {

/// Three nodes; this is n0.
struct Fixture {
  Logs logs{{"n0", "n1", "n2"}};
  const NodeIndex n0{0}, n1{1}, n2{2};
  LogId a = logs.intern("n0.x"), b = logs.intern("n1.x"), c = logs.intern("n2.x");
  Stability stability{3, n0, logs};

  Fixture() {
    stability.set_log(n1, b);
    stability.set_log(n2, c);
    logs.append(a, "e");
  }

  /// The node said so in one message.
  void said(NodeIndex node, const std::vector<std::pair<LogId, std::uint64_t>>& lengths) {
    Lengths statement;
    for (const auto& [log, length] : lengths) statement.set(log, length);
    stability.learn(node, statement);
  }
};

}  // namespace

TEST_CASE_METHOD(Fixture, "an entry is stable when the rows of all nodes contain it") {
  said(n1, {{a, 1}});
  CHECK(stability.refresh().empty());
  CHECK_FALSE(stability.all_stable());
  said(n2, {{a, 1}});
  CHECK(stability.refresh() == std::vector<LogId>{a});
  CHECK(stability.stable_length(a) == 1);
  CHECK(stability.all_stable());
  CHECK(stability.refresh().empty());
}

TEST_CASE_METHOD(Fixture, "a statement counts only once its node's log is here as far as it says") {
  said(n2, {{a, 1}});
  said(n1, {{a, 1}, {b, 1}});  // n1 had appended an entry that is not here
  CHECK(stability.refresh().empty());
  logs.append(b, "f");
  CHECK(stability.refresh() == std::vector<LogId>{a});
  CHECK(stability.stable_length(b) == 0);  // n2 is not known to hold it
}

TEST_CASE_METHOD(Fixture, "a statement waits for no later one") {
  said(n2, {{a, 9}});
  for (std::uint64_t length = 1; length <= 9; ++length) {
    said(n1, {{a, length}, {b, length}});
    if (length > 1) logs.append(a, "e");
    stability.refresh();
    logs.append(b, "f");
    if (length == 9) break;
    said(n1, {{a, length + 1}, {b, length + 1}});  // before the last one could count
    CHECK(stability.refresh() == std::vector<LogId>{a});
    CHECK(stability.stable_length(a) == length);
  }
}

TEST_CASE_METHOD(Fixture, "what a later statement says does not count with an earlier one") {
  said(n2, {{a, 2}});
  logs.append(a, "e");
  said(n1, {{a, 2}, {b, 2}});
  said(n1, {{a, 1}, {b, 1}});  // late
  logs.append(b, "f");
  CHECK(stability.refresh() == std::vector<LogId>{a});
  CHECK(stability.stable_length(a) == 1);
}

TEST_CASE_METHOD(Fixture,
                 "statements beyond the bound are joined to the last, and all count in the end") {
  const std::uint64_t count = 3 * Stability::max_waiting;
  for (std::uint64_t i = 1; i < count; ++i) logs.append(a, "e");
  said(n2, {{a, count}});
  for (std::uint64_t i = 1; i <= count; ++i) said(n1, {{a, i}, {b, i}});
  for (std::uint64_t i = 1; i < Stability::max_waiting; ++i) {
    logs.append(b, "f");
    stability.refresh();
    CHECK(stability.stable_length(a) == i);
  }
  logs.append(b, "f");
  CHECK(stability.refresh().empty());  // the last one waits for all that were joined to it
  while (logs.length(b) < count) logs.append(b, "f");
  CHECK(stability.refresh() == std::vector<LogId>{a});
  CHECK(stability.all_stable() == false);
  CHECK(stability.stable_length(a) == count);
}

TEST_CASE_METHOD(Fixture, "while own entries are under way, what was held before counts") {
  said(n1, {{a, 2}});
  said(n2, {{a, 1}});
  stability.refresh();
  logs.append(a, "e");  // comes while an entry is under way
  said(n2, {{a, 2}});
  CHECK(stability.refresh(false).empty());
  CHECK(stability.stable_length(a) == 1);
  CHECK(stability.counted(a) == 1);
  CHECK(stability.refresh() == std::vector<LogId>{a});
  CHECK(stability.stable_length(a) == 2);
}

TEST_CASE_METHOD(Fixture, "news of others count while own entries are under way") {
  said(n1, {{a, 1}});
  stability.refresh();
  said(n2, {{a, 1}});
  CHECK(stability.refresh(false) == std::vector<LogId>{a});
}

TEST_CASE_METHOD(Fixture, "rows are told to others once they are usable, as differences") {
  said(n1, {{a, 1}});
  stability.refresh();
  const auto version = stability.version();
  CHECK(stability.rows_since(0, n2) == std::map<std::string, std::map<std::string, std::int64_t>>{
                                           {"n1.x", {{"n0.x", 1}, {"n1.x", 0}}}});
  CHECK(stability.rows_since(version, n2).empty());
  CHECK(stability.rows_since(0, n1).empty());  // its own row is no news to n1
  said(n1, {{b, 1}});
  stability.refresh();
  CHECK(stability.rows_since(version, n2).empty());
}

TEST_CASE_METHOD(Fixture, "a new incarnation of a node starts with an empty row") {
  said(n1, {{a, 1}});
  stability.set_log(n1, logs.intern("n1.y"));
  said(n2, {{a, 1}});
  CHECK(stability.refresh().empty());
}
