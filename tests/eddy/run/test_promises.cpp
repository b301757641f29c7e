// The README's table "What survives what": each promised cell is a section of a test here.

#include <algorithm>
#include <set>
#include <stdexcept>

#include "tests/catch.hpp"
#include "tests/eddy/run/promises.hpp"
#include "tests/eddy/run/solution_test.hpp"
#include "tests/eddy/run/trial.hpp"
#include "tests/text.hpp"

namespace eddy {
namespace {

using Arguments = std::vector<std::string>;

#if defined(__SANITIZE_ADDRESS__)
constexpr std::uint64_t seeds_of_a_cell = 2;
#else
constexpr std::uint64_t seeds_of_a_cell = 5;
#endif

const std::vector<std::string> faults_without_deaths = {"partition", "loss",  "duplicate",
                                                        "reorder",   "pause", "skew"};

/// All seeds of the cell pass, strictly; the numbers of nodes that its faults struck.
std::vector<std::size_t> keep(TestOptions cell) {
  cell.strict = true;
  std::vector<std::size_t> struck;
  for (cell.seed = 1; cell.seed <= seeds_of_a_cell; ++cell.seed) {
    const Trial trial = run_trial(cell);
    INFO("seed " << cell.seed << ": " << trial.report);
    CHECK(trial.passed);
    for (const std::size_t nodes : targets_of(cell.faults.front(), trial.history()))
      struck.push_back(nodes);
  }
  return struck;
}

void keeps_without_deaths(const std::string& workload, const Arguments& arguments = {}) {
  for (const std::string& fault : faults_without_deaths) DYNAMIC_SECTION(fault) {
      keep(solution_test(workload, fault, arguments));
    }
}

void keeps(const std::string& workload, const Arguments& arguments = {}) {
  keeps_without_deaths(workload, arguments);
  SECTION("kill") {
    const TestOptions cell = solution_test(workload, "kill", arguments);
    const auto struck = keep(cell);
    CHECK(std::count(struck.begin(), struck.end(), 1) > 0);
    CHECK(std::count(struck.begin(), struck.end(), cell.node_count) > 0);
  }
}

TEST_CASE("promises of echo") {
  keeps("echo");
}
TEST_CASE("promises of unique_ids") {
  keeps("unique-ids");
}
TEST_CASE("promises of broadcast") {
  keeps_without_deaths("broadcast");
}
TEST_CASE("promises of broadcast --durable") {
  keeps("broadcast", {"--durable"});
}
TEST_CASE("promises of g_counter") {
  keeps("g-counter");
}
TEST_CASE("promises of kafka_log") {
  keeps_without_deaths("kafka");
}
TEST_CASE("promises of kafka_log --acks all") {
  keeps_without_deaths("kafka", {"--acks", "all"});
}
TEST_CASE("promises of kafka_log --durable") {
  keeps("kafka", {"--durable"});
}
TEST_CASE("promises of txn_rw_register") {
  keeps_without_deaths("txn-rw-register");
}
TEST_CASE("promises of txn_rw_register --durable") {
  keeps("txn-rw-register", {"--durable"});
}

/// Writes that were asked for and acknowledged after lin-kv had become well, and before it
/// became ill again.
std::size_t count_writes_after_illness(const History& history) {
  const std::set<std::string> writes = {"broadcast", "send", "txn"};
  const std::vector<std::size_t> pairs = pair_ops(history);
  bool was_ill = false;
  bool is_ill = false;
  std::size_t count = 0;
  for (std::size_t i = 0; i < history.size(); ++i) {
    const Op& op = history[i];
    if (op.process == nemesis_process) {
      is_ill = op.f == "start-services";
      was_ill |= is_ill;
    } else if (op.type == OpType::invoke && was_ill && !is_ill && writes.count(op.f) > 0 &&
               pairs[i] != unpaired) {
      count += history[pairs[i]].type == OpType::ok;
    }
  }
  return count;
}

TEST_CASE("lin-kv slow, refusing, or losing: durable nodes lose nothing, and go on") {
  const auto workload = GENERATE(as<std::string>(), "broadcast", "kafka", "txn-rw-register");
  TestOptions options = solution_test(workload, "services", {"--durable"});
  options.faults.push_back("kill");
  options.strict = true;
  std::set<Json> illnesses;
  for (options.seed = 1; options.seed <= seeds_of_a_cell; ++options.seed) {
    const Trial trial = run_trial(options);
    INFO(workload << ", seed " << options.seed << ": " << trial.report);
    CHECK(trial.passed);
    for (const Op& op : trial.history())
      if (op.f == "start-services") illnesses.insert(op.value);
    CHECK(count_writes_after_illness(trial.history()) > 0);
  }
  if (seeds_of_a_cell >= 5) CHECK(illnesses == std::set<Json>{"losing", "refusing", "slow"});
}

TEST_CASE("a strict test with kill tells the option without which the node promises nothing") {
  for (const char* workload : {"broadcast", "kafka", "txn-rw-register"}) {
    TestOptions options = solution_test(workload, "kill");
    CHECK(missing_promise(options).empty());
    options.strict = true;
    CHECK(contains(missing_promise(options), "`-- --durable`"));
    CHECK_THROWS_AS(validate(options), std::invalid_argument);
    options.faults = {"pause"};
    CHECK(missing_promise(options).empty());
    options.faults = {"kill"};
    options.node_arguments = {"--durable"};
    CHECK(missing_promise(options).empty());
    validate(options);
  }
  for (const char* workload : {"echo", "unique-ids", "g-counter"}) {
    TestOptions options = solution_test(workload, "kill");
    options.strict = true;
    CHECK(missing_promise(options).empty());
  }
  // What such a node promises nobody knows: the test tells.
  TestOptions options = solution_test("broadcast", "kill");
  options.strict = true;
  options.simulate = false;
  options.bin = "/usr/bin/true";
  CHECK(missing_promise(options).empty());
}

}  // namespace
}  // namespace eddy
