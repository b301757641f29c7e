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
};

}  // namespace

TEST_CASE_METHOD(Fixture, "an entry is stable when the rows of all nodes contain it") {
  stability.learn(n1, a, 1);
  CHECK(stability.refresh().empty());
  CHECK_FALSE(stability.all_stable());
  stability.learn(n2, a, 1);
  CHECK(stability.refresh() == std::vector<LogId>{a});
  CHECK(stability.stable_length(a) == 1);
  CHECK(stability.all_stable());
  CHECK(stability.refresh().empty());
}

TEST_CASE_METHOD(Fixture, "a row counts only once its node's own log is here as far as it says") {
  stability.learn(n2, a, 1);
  stability.learn(n1, a, 1);
  stability.learn(n1, b, 1);  // n1 had appended an entry that is not here
  CHECK(stability.refresh().empty());
  logs.append(b, "f");
  CHECK(stability.refresh() == std::vector<LogId>{a});
  CHECK(stability.stable_length(b) == 0);  // n2 is not known to hold it
}

TEST_CASE_METHOD(Fixture, "rows are told to others once they are usable, as differences") {
  stability.learn(n1, a, 1);
  stability.refresh();
  const auto version = stability.version();
  CHECK(stability.rows_since(0, n2) == std::map<std::string, std::map<std::string, std::int64_t>>{
                                           {"n1.x", {{"n0.x", 1}, {"n1.x", 0}}}});
  CHECK(stability.rows_since(version, n2).empty());
  CHECK(stability.rows_since(0, n1).empty());  // its own row is no news to n1
  stability.learn(n1, b, 1);
  stability.refresh();
  CHECK(stability.rows_since(version, n2).empty());
}

TEST_CASE_METHOD(Fixture, "a new incarnation of a node starts with an empty row") {
  stability.learn(n1, a, 1);
  stability.set_log(n1, logs.intern("n1.y"));
  stability.learn(n2, a, 1);
  CHECK(stability.refresh().empty());
}
