#include <algorithm>

#include "tests/catch.hpp"
#include "tests/eddy/explore/explorer.hpp"
#include "tests/eddy/explore/smaller_script.hpp"

// EDDY_BROKEN_NODE is the path of the program.

namespace eddy {
namespace {

ExploredTest tiny(const std::string& workload, const std::string& script, int nodes,
                  const std::vector<std::string>& faults) {
  TestOptions options;
  options.workload = workload;
  options.simulate = true;
  options.strict = true;
  options.rate = 0;
  options.node_count = nodes;
  options.time_limit_s = 2;
  options.faults = faults;
  return {options, parse_script(options, script)};
}

Exploration explored(const ExploredTest& test, const ExploreOptions& options) {
  return explore(test, options, [](const Exploration&) {});
}

TEST_CASE("what is left out as alike is alike: the plain enumeration sees nothing else") {
  struct Case {
    const char* workload;
    const char* script;
    std::vector<std::string> faults;
  };
  const Case cases[] = {{"broadcast", "n0 broadcast 1; n1 read", {"loss", "reorder", "slow"}},
                        {"g-counter", "n0 add 1; n1 read", {"loss", "kill"}}};
  for (const auto& [workload, script, faults] : cases) {
    const ExploredTest test = tiny(workload, script, 2, faults);
    const Exploration reduced = explored(test, {2, UINT64_MAX, false, 2});
    const Exploration plain = explored(test, {2, UINT64_MAX, true, 2});
    INFO(workload);
    CHECK(!plain.failure);
    CHECK(!reduced.failure);
    CHECK(reduced.schedules() < plain.schedules());
    CHECK(reduced.pasts.size() > 10);
    CHECK(reduced.pasts == plain.pasts);
  }
}

TEST_CASE("the result does not depend on the number of processes") {
  const ExploredTest test = tiny("broadcast", "n0 broadcast 1", 2, {"loss", "reorder"});
  const Exploration one = explored(test, {2, UINT64_MAX, false, 1});
  const Exploration three = explored(test, {2, UINT64_MAX, false, 3});
  CHECK(one.schedules() == three.schedules());
  CHECK(one.events() == three.events());
  CHECK(one.pasts == three.pasts);
}

TEST_CASE("a schedule's text is read back") {
  const Schedule schedule = {{3, Deviation::lost}, {17, Deviation::timer_first}};
  CHECK(to_string(schedule) == "3:lost,17:timer-first");
  CHECK(parse_schedule(to_string(schedule)) == schedule);
  CHECK(parse_schedule("regular").empty());
  for (const char* wrong : {"3", "3:gone", "x:lost", "3:lost,3:lost", "4:lost,3:lost"})
    CHECK_THROWS_AS(parse_schedule(wrong), std::invalid_argument);
}

TEST_CASE("a script's text is read back") {
  const std::string text = "n0 broadcast 1; n1 read";
  const ExploredTest test = tiny("broadcast", text, 2, {});
  CHECK(to_string(test.options, test.script) == text);
  for (const char* wrong : {"", "n7 read", "n0", "n0 broadcast {"})
    CHECK_THROWS_AS(parse_script(test.options, wrong), std::invalid_argument);
}

TEST_CASE("of a failing test the operations that matter are left") {
  ExploredTest test = tiny("broadcast", "n0 read; n0 broadcast 1; n1 read", 2, {});
  test.options.bin = EDDY_BROKEN_NODE;
  test.options.node_arguments = {"--bug", "dropped-value"};
  const Exploration found = explored(test, {1, UINT64_MAX, false, 1});
  REQUIRE(found.failure);
  const FailingTest smallest =
      with_fewer_operations({test, *found.failure}, {}, [](const Exploration&) {});
  CHECK(smallest.test.script.size() == 1);
  CHECK(run_schedule(smallest.test, smallest.failure.schedule).end == ExploredRun::End::failed);
}

TEST_CASE("a fault on the only operation of a kind is no failure of the node") {
  const ExploredTest test = tiny("g-counter", "n0 add 1", 2, {"kill"});
  const Exploration found = explored(test, {1, UINT64_MAX, false, 1});
  CHECK(!found.failure);
  CHECK(found.levels.at(1).unknown > 0);
}

TEST_CASE("the budget ends an exploration, and says so") {
  const ExploredTest test = tiny("broadcast", "n0 broadcast 1", 2, {"loss", "reorder"});
  const Exploration found = explored(test, {2, 1, false, 1});
  CHECK(found.out_of_budget);
  CHECK(found.schedules() == 1);
}

}  // namespace
}  // namespace eddy
