#include "glomers/ensure.hpp"
#include "glomers/replication/logs.hpp"
#include "tests/catch.hpp"

using namespace glomers;

TEST_CASE("a log is that of one incarnation of one node of the cluster") {
  Logs logs({"n0", "n1"});
  const auto first = logs.intern("n1.a");
  const auto second = logs.intern("n1.b");
  CHECK(first != second);
  CHECK(logs.intern("n1.a") == first);
  CHECK(logs.node(first) == NodeIndex(1));
  CHECK(logs.node(second) == NodeIndex(1));
  CHECK_THROWS_AS(logs.intern("n2.a"), InvariantError);
  CHECK_THROWS_AS(logs.intern("nonsense"), InvariantError);
}

TEST_CASE("batches merge in whatever order they come") {
  Logs logs({"n0"});
  const LogId o = logs.intern("n0.a");
  CHECK_FALSE(logs.merge(o, 2, {"c", "d"}));  // waits
  CHECK(logs.length(o) == 0);
  CHECK(logs.has_gap(o));
  CHECK(logs.merge(o, 0, {"a"}));
  CHECK(logs.length(o) == 1);
  CHECK(logs.merge(o, 0, {"a", "b"}));  // overlaps, and fills the gap
  CHECK(logs.length(o) == 4);
  CHECK_FALSE(logs.has_gap(o));
  CHECK_FALSE(logs.merge(o, 1, {"b", "c"}));  // all of it is held
  CHECK_FALSE(logs.merge(o, 4, {}));
  std::string all;
  for (std::uint64_t i = 0; i < logs.length(o); ++i) all += logs.entry(o, i).get<std::string>();
  CHECK(all == "abcd");
}

TEST_CASE("where the newest says all, nothing else is kept, and a gap is none") {
  Logs logs({"n0"}, true);
  const LogId o = logs.intern("n0.a");
  logs.append(o, 1);
  logs.append(o, 2);
  CHECK(logs.length(o) == 2);
  CHECK(logs.first(o) == 1);
  CHECK(logs.entry(o, 1) == 2);
  CHECK(logs.merge(o, 7, {8, 9}));
  CHECK(logs.length(o) == 9);
  CHECK(logs.first(o) == 8);
  CHECK(logs.entry(o, 8) == 9);
  CHECK_FALSE(logs.has_gap(o));
  CHECK_FALSE(logs.merge(o, 3, {4, 5}));  // late
  CHECK_FALSE(logs.merge(o, 20, {}));     // says nothing
  CHECK(logs.merge(o, 0, Json::Array(10, 10)));
  CHECK(logs.length(o) == 10);
}

TEST_CASE("of two early batches with the same start the longer is kept") {
  Logs logs({"n0"});
  const LogId o = logs.intern("n0.a");
  logs.merge(o, 1, {"b", "c", "d"});
  logs.merge(o, 1, {"b"});
  logs.merge(o, 0, {"a"});
  CHECK(logs.length(o) == 4);
}

TEST_CASE("changes are told by version") {
  Logs logs({"n0", "n1"});
  const LogId a = logs.intern("n0.a");
  const LogId b = logs.intern("n1.b");
  logs.append(a, 1);
  const auto version = logs.version();
  logs.append(b, 1);
  logs.append(b, 2);
  std::vector<LogId> changed;
  logs.for_each_changed_since(version, [&](LogId log) { changed.push_back(log); });
  CHECK(changed == std::vector<LogId>{b});
  changed.clear();
  logs.for_each_changed_since(0, [&](LogId log) { changed.push_back(log); });
  CHECK(changed == std::vector<LogId>{a, b});
  logs.merge(b, 1, {2});  // nothing new
  CHECK(logs.version() == version + 2);
}
