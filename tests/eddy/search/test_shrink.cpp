#include <algorithm>
#include <cmath>
#include <set>

#include "tests/catch.hpp"
#include "tests/eddy/search/delta_debugging.hpp"
#include "tests/eddy/search/nearest.hpp"
#include "tests/eddy/search/operations_done.hpp"
#include "tests/eddy/search/shrink.hpp"
#include "tests/eddy/search/timeline.hpp"
#include "tests/text.hpp"

// EDDY_BROKEN_NODE is the path of the program.

namespace eddy {
namespace {

using Numbers = std::vector<std::size_t>;

bool holds(const Numbers& numbers, std::size_t number) {
  return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

Numbers first_numbers(std::size_t count) {
  Numbers numbers;
  for (std::size_t i = 0; i < count; ++i) numbers.push_back(i);
  return numbers;
}

TEST_CASE("delta debugging finds the items that fail together, however far apart") {
  std::size_t asked = 0;
  const auto fails = [&](const Numbers& numbers) {
    ++asked;
    return holds(numbers, 13) && holds(numbers, 77);
  };
  CHECK(minimize(first_numbers(100), fails) == Numbers{13, 77});
  CHECK(asked < 100);
  asked = 0;
  CHECK(minimize(first_numbers(100), [&](const Numbers& numbers) {
          ++asked;
          return holds(numbers, 99);
        }) == Numbers{99});
  CHECK(asked <= 2 * 7 + 2);
}

TEST_CASE("delta debugging leaves nothing that could be left out alone") {
  // Two even numbers at least, and as many odd ones.
  const auto fails = [](const Numbers& numbers) {
    const auto odd = std::count_if(numbers.begin(), numbers.end(), [](auto n) { return n % 2; });
    const auto even = static_cast<std::ptrdiff_t>(numbers.size()) - odd;
    return even >= 2 && even == odd;
  };
  const Numbers left = minimize(first_numbers(50), fails);
  CHECK(fails(left));
  for (const std::size_t each : left) {
    Numbers without = left;
    without.erase(std::find(without.begin(), without.end(), each));
    CHECK(!fails(without));
  }
  CHECK(minimize(first_numbers(9), [](const Numbers&) { return true; }).empty());
  CHECK(minimize(first_numbers(9), [](const Numbers&) { return false; }) == first_numbers(9));
}

TestOptions failing(const std::string& workload, const std::string& bug) {
  TestOptions options;
  options.workload = workload;
  options.simulate = true;
  options.bin = EDDY_BROKEN_NODE;
  options.node_arguments = {"--bug", bug};
  options.node_count = 1;
  options.concurrency = "4";
  options.rate = 50;
  options.time_limit_s = 5;
  return options;
}

struct Shrunk {
  Trial before;
  TestOptions test;
  Trial trial;
  std::size_t operations = 0;  ///< of the main phase
};

Shrunk shrunk(const TestOptions& options) {
  Shrunk result;
  result.before = run_trial(options);
  result.test = shrink(options, result.before, [](const ShrinkProgress&) {});
  result.trial = run_trial(result.test);
  for (const Op& op : result.trial.history())
    result.operations += op.process != nemesis_process && op.type == OpType::invoke && !op.final;
  INFO(result.trial.report);
  CHECK(result.trial.verdict == result.before.verdict);
  CHECK(result.trial.anomalies == result.before.anomalies);
  CHECK(result.trial.first_anomaly == result.before.first_anomaly);
  return result;
}

TEST_CASE("shrinking keeps the anomaly and leaves little else") {
  TestOptions options = failing("broadcast", "dropped-value");
  options.node_count = 3;
  options.faults = {"pause", "slow"};
  const Shrunk smallest = shrunk(options);
  CHECK(smallest.test.faults.empty());
  CHECK(smallest.test.node_count == 1);
  CHECK(smallest.operations <= 5);
}

TEST_CASE("a shorter test lasts so many tenths of a ms, for who reads its command") {
  TestOptions options = failing("echo", "wrong-echo");
  options.time_limit_s = 4.3217;
  const double tenths_of_ms = 1e4 * shrunk(options).test.time_limit_s;
  CHECK(tenths_of_ms < 43217);
  CHECK(std::abs(tenths_of_ms - std::round(tenths_of_ms)) < 1e-6);
}

TEST_CASE("an anomaly of two transactions is shown with these two") {
  TestOptions options = failing("txn-rw-register", "dirty-read");
  options.consistency_models = {"read-committed"};
  const Shrunk smallest = shrunk(options);
  CHECK(smallest.before.anomalies.count("G1a") == 1);
  // The node refuses every fifth request, so three more are needed.
  CHECK(smallest.operations <= 6);
  options = failing("txn-rw-register", "none");
  options.node_count = 2;  // which know nothing of each other
  options.concurrency = "2";
  CHECK(shrunk(options).operations == 2);
}

TEST_CASE("what a workload cannot be run with is no smaller test") {
  TestOptions options = failing("lin-kv", "stale-value");  // two clients for each node
  options.node_count = 2;
  const Shrunk smallest = shrunk(options);
  CHECK(smallest.test.node_count == 1);
  CHECK(worker_count(smallest.test) == 2);
  CHECK(smallest.operations <= 6);
  options.node_count = 3;
  options.concurrency = "6";
  nearest_passing(options, run_trial(options));  // one node less, with six clients, is none
}

TEST_CASE("a smaller test keeps every anomaly, and what each of them needs") {
  TestOptions options = failing("echo", "wrong-echo");
  options.node_count = 3;
  options.availability = 1;
  options.faults = {"slow", "kill"};
  options.seed = 1;
  const Shrunk smallest = shrunk(options);
  CHECK(smallest.before.anomalies == std::set<std::string>{"availability", "echo"});
  CHECK(smallest.test.faults == std::vector<std::string>{"kill"});
}

TEST_CASE("beside the smallest test stands one that passes without one operation or fault") {
  const TestOptions options = failing("broadcast", "dropped-value");
  const TestOptions smallest = shrunk(options).test;
  const Trial failed = run_trial(smallest);
  const auto passing = nearest_passing(smallest, failed);
  REQUIRE(passing);
  CHECK(run_trial(*passing).passed);
  CHECK(operations_done(*passing, {}).size() + 1 ==
        operations_done(smallest, failed.history()).size());
  CHECK(passing->seed == smallest.seed);
}

TEST_CASE("the nearest test that passes lacks the fault that the failure needs") {
  TestOptions options = failing("echo", "none");
  options.availability = 1;
  options.faults = {"slow", "kill"};
  const Trial failed = run_trial(options);
  REQUIRE(failed.verdict == "invalid");
  const auto passing = nearest_passing(options, failed);
  REQUIRE(passing);
  CHECK(passing->faults == std::vector<std::string>{"slow"});
}

TEST_CASE("a test that is unknown is shrunk, and so is one in which a node fails") {
  TestOptions options = failing("broadcast", "none");
  options.rate = 0;
  options.node_count = 5;
  const Shrunk unknown = shrunk(options);
  CHECK(unknown.trial.verdict == "unknown");
  CHECK(unknown.test.node_count == 1);
  const Shrunk failed = shrunk(failing("echo", "unknown-destination"));
  CHECK(contains(failed.trial.report, "there is no 'n99'"));
  CHECK(failed.operations == 1);
  CHECK(failed.test.time_limit_s < 1);
}

TEST_CASE("shrinking ends when its work is done") {
  const TestOptions options = failing("broadcast", "dropped-value");
  const Trial failed = run_trial(options);
  std::size_t trials = 0;
  const auto count = [&](const ShrinkProgress& now) { trials = now.trials; };
  const TestOptions smallest = shrink(options, failed, count, 5000);
  CHECK(trials >= 1);
  CHECK(trials <= 5);
  CHECK(run_trial(smallest).verdict == "invalid");
}

TEST_CASE("a timeline tells operations and messages in the order of time, and whose they are") {
  TestOptions options = failing("g-counter", "lost-update");
  options.time_limit_s = 1;
  MessageLog messages;
  const Trial trial =
      run_trial(options, [&](const NetworkEvent& event) { messages.observe(event); });
  const auto lines = timeline(trial.history(), messages, trial.began);
  CHECK(std::is_sorted(lines.begin(), lines.end(), [](const auto& a, const auto& b) {
    return std::stod(a) < std::stod(b);  // they begin with the time
  }));
  const auto count = [&](const std::string& part) {
    return static_cast<std::size_t>(std::count_if(
        lines.begin(), lines.end(), [&](const auto& line) { return contains(line, part); }));
  };
  CHECK(count("process ") == trial.history().size());
  CHECK(count("process 2 [c3 of n0], op ") > 0);
  CHECK(count("lin-kv") == 2 * trial.recording->net["servers"]["msg-count"].get<std::size_t>());
  CHECK(count(" sent ") == count(" received "));
}

TEST_CASE("a node's failure is known by its kind and its node, as data") {
  const Trial trial = run_trial(failing("echo", "broken-invariant"));
  CHECK(trial.anomalies == std::set<std::string>{"node failure"});
  CHECK(trial.verdict.starts_with("broke: "));
  REQUIRE(trial.results["explanations"].size() == 1);
  const Json& told = trial.results["explanations"][0];
  CHECK(told["kind"] == "node failure");
  CHECK(told["values"] == Json{{"failure", trial.verdict}});
  CHECK(told["nodes"] == Json({"n0"}));
}

}  // namespace
}  // namespace eddy
