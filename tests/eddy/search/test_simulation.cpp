#include <algorithm>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/eddy/run/bench.hpp"
#include "tests/eddy/run/trial.hpp"
#include "tests/eddy/search/sweep.hpp"
#include "tests/eddy/workloads/kinds.hpp"
#include "tests/text.hpp"

// EDDY_BROKEN_NODE is the path of the program.

namespace eddy {
namespace {

/// A short simulated test of the broken node, alone.
TestOptions broken(const std::string& workload, const std::string& bug) {
  TestOptions options;
  options.workload = workload;
  options.simulate = true;
  options.bin = EDDY_BROKEN_NODE;
  options.node_arguments = {"--bug", bug};
  options.node_count = 1;
  options.concurrency = "4";
  options.rate = 100;
  options.time_limit_s = 5;
  options.latency_ms = 5;
  return options;
}

TEST_CASE("without a bug the broken node passes every workload") {
  for (const std::string& workload : workload_names()) {
    const Trial trial = run_trial(broken(workload, "none"));
    INFO(workload << ": " << trial.report);
    CHECK(trial.passed);
    REQUIRE(trial.recording);
    CHECK(trial.recording->history.size() > 800);
  }
}

/// What the history calls the end of a fault.
std::string end_of(const std::string& fault) {
  if (fault == "pause") return "resume";
  if (fault == "kill") return "start";
  return "stop-" + fault;
}

struct BugCase {
  const char* workload;
  const char* bug;
  const char* anomaly;
};

TEST_CASE("every bug is found, and called by its name") {
  const BugCase cases[] = {{"echo", "wrong-echo", "echo"},
                           {"echo", "extra-field", "exceptions"},
                           {"echo", "chatter", "liveness"},
                           {"echo", "unknown-destination", "node failure"},
                           {"echo", "refused-init", "node failure"},
                           {"unique-ids", "reused-id", "duplicated"},
                           {"broadcast", "dropped-value", "lost"},
                           {"g-counter", "lost-update", "final-read"},
                           {"kafka", "reused-offset", "inconsistent-offsets"},
                           {"kafka", "skipped-offset", "int-poll-skip"},
                           {"kafka", "lost-write", "lost-write"},
                           {"txn-rw-register", "dirty-read", "G1a"},
                           {"txn-rw-register", "fractured-read", "G-single-item"},
                           {"lin-kv", "stale-value", "not-linearizable"},
                           {"lin-kv", "blind-cas", "not-linearizable"},
                           {"txn-list-append", "lost-append", "G-single-item"},
                           {"g-set", "dropped-value", "lost"},
                           {"pn-counter", "lost-update", "final-read"}};
  for (const auto& [workload, bug, anomaly] : cases) {
    const Trial trial = run_trial(broken(workload, bug));
    INFO(workload << ", " << bug << ": " << trial.report);
    CHECK(!trial.passed);
    CHECK(trial.anomalies.count(anomaly) == 1);
  }
}

std::string text_of(const History& history) {
  std::ostringstream text;
  write_history(text, history);
  return text.str();
}

TEST_CASE("one seed gives one run, another seed another") {
  TestOptions options = broken("g-counter", "lost-update");
  options.latency_distribution = "exponential";
  options.faults = {"loss", "slow", "reorder", "pause", "kill", "skew"};
  options.nemesis_interval_s = 0.5;
  const Recording first = run_test(options);
  const Recording second = run_test(options);
  CHECK(text_of(first.history) == text_of(second.history));
  CHECK(first.net == second.net);
  options.seed = 1;
  CHECK(text_of(first.history) != text_of(run_test(options).history));
}

/// FNV-1a, 64 bits.
std::uint64_t fingerprint(const std::string& text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return hash;
}

TEST_CASE("one seed gives one run on any machine and with any compiler") {
  // Whoever changes what is drawn, or when, changes this number: to what it is then
  // with every compiler.
  TestOptions options = broken("echo", "none");
  options.node_count = 3;
  options.latency_distribution = "exponential";
  options.faults = fault_names();
  options.nemesis_interval_s = 0.5;
  const Recording recording = run_test(options);
  CHECK(fingerprint(text_of(recording.history)) == 0xfb412be48d2fef0d);
}

TEST_CASE("what Maelstrom would not report fails a strict test") {
  const BugCase cases[] = {{"broadcast", "garbage-read", "never-broadcast"},
                           {"broadcast", "slow-value", "late"},
                           {"kafka", "forgotten-commit", "forgotten-commit"}};
  for (const auto& [workload, bug, anomaly] : cases) {
    TestOptions options = broken(workload, bug);
    CHECK(run_trial(options).passed);
    options.strict = true;
    const Trial trial = run_trial(options);
    INFO(workload << ", " << bug << ": " << trial.report);
    CHECK(trial.anomalies.count(anomaly) == 1);
  }
  for (const char* workload :
       {"unique-ids", "broadcast", "g-counter", "kafka", "txn-rw-register"}) {
    TestOptions options = broken(workload, "none");
    options.strict = true;
    CHECK(run_trial(options).passed);
  }
}

TEST_CASE("a node that answers late is silenced, which a strict test reports") {
  TestOptions options = broken("echo", "late-answer");
  options.time_limit_s = 10;
  const Trial trial = run_trial(options);
  CHECK(trial.passed);
  CHECK(contains(trial.report, "node n0 was not heard any more from"));
  CHECK(contains(trial.report, "\"dest\":\"c"));
  REQUIRE(trial.recording);
  CHECK(trial.recording->late_answers.size() == 1);
  // It is mute: what is asked after that has no answer.
  CHECK(trial.recording->history.back().type == OpType::info);
  options.strict = true;
  CHECK(run_trial(options).anomalies == std::set<std::string>{"late-answers"});
}

TEST_CASE("a fault shows in the history, and its effect in the operations") {
  TestOptions options = broken("echo", "none");
  options.node_count = 3;
  options.nemesis_interval_s = 0.5;
  for (const char* fault : {"pause", "kill"}) {
    options.faults = {fault};
    const Trial trial = run_trial(options);
    REQUIRE(trial.recording);
    int faults = 0;
    bool late = false;
    bool lost = false;
    const History& history = trial.recording->history;
    const std::vector<std::size_t> pairs = pair_ops(history);
    for (std::size_t i = 0; i < history.size(); ++i) {
      const Op& op = history[i];
      if (op.process == nemesis_process) {
        faults += op.f == fault;
      } else if (op.type == OpType::invoke) {
        const Op& end = history[pairs[i]];
        late |= end.type == OpType::ok && end.time_ns - op.time_ns > 10'000'000;
        lost |= end.type == OpType::info;
      }
    }
    INFO(fault);
    CHECK(faults > 0);
    // A paused node answers late, a killed one never.
    CHECK((std::string(fault) == "pause" ? late : lost && !late));
  }
}

TEST_CASE("every fault alone leaves a run that ends, and heals") {
  for (const std::string& fault : fault_names()) {
    TestOptions options = broken("echo", "none");
    options.node_count = 5;
    options.concurrency = "100n";  // a client of a dead node waits for as long as the test lasts
    options.nemesis_interval_s = 1;
    options.faults = {fault};
    const Trial trial = run_trial(options);
    INFO(fault << ": " << trial.report);
    CHECK(trial.passed);
    REQUIRE(trial.recording);
    std::string last_fault;
    for (const Op& op : trial.recording->history)
      if (op.process == nemesis_process) last_fault = op.f;
    CHECK(last_fault == end_of(fault));
  }
}

TEST_CASE("after an operation with an unknown end the thread goes on as a new process") {
  TestOptions options = broken("echo", "none");
  options.faults = {"kill"};
  options.nemesis_interval_s = 0.5;
  options.time_limit_s = 12;
  const Recording recording = run_test(options);
  std::set<std::int64_t> ended;
  for (const Op& op : recording.history) {
    if (op.process == nemesis_process) continue;
    CHECK(ended.count(op.process) == 0);
    if (op.type == OpType::info) ended.insert(op.process);
  }
  REQUIRE(!ended.empty());
  const std::int64_t process = *ended.begin();
  const auto successor = std::find_if(recording.history.begin(), recording.history.end(),
                                      [&](const Op& op) { return op.process == process + 4; });
  CHECK(successor != recording.history.end());
}

TEST_CASE("the load keeps its rate, with gaps up to twice the mean") {
  TestOptions options = broken("echo", "none");
  options.time_limit_s = 50;
  const Recording recording = run_test(options);
  std::vector<std::int64_t> begun;
  for (const Op& op : recording.history)
    if (op.type == OpType::invoke) begun.push_back(op.time_ns);
  CHECK(begun.size() > 4800);
  CHECK(begun.size() < 5200);
  for (std::size_t i = 1; i < begun.size(); ++i) REQUIRE(begun[i] - begun[i - 1] <= 21'000'000);
}

TEST_CASE("nodes that hold different things in the end are a failure") {
  for (const char* workload : {"txn-rw-register", "kafka"}) {
    TestOptions options = broken(workload, "none");
    options.consistency_models = {"read-uncommitted"};
    CHECK(run_trial(options).passed);
    options.node_count = 2;  // which know nothing of each other
    const Trial trial = run_trial(options);
    INFO(workload << ": " << trial.report);
    CHECK(trial.anomalies.count("liveness") == 1);
    CHECK(trial.recording->silent == true);
    CHECK(trial.recording->converged == false);
  }
}

TEST_CASE("a sweep counts the seeds that fail, and stops at the first if told to") {
  const TestOptions good = broken("echo", "none");
  const auto ignore = [](const SweepResult&) {};
  const SweepResult all_good = sweep(good, {20, false, 2}, ignore);
  CHECK(all_good.passed == 20);
  CHECK(all_good.failed.empty());
  const TestOptions bad = broken("echo", "wrong-echo");
  CHECK(sweep(bad, {6, true, 2}, ignore).failed == std::vector<std::uint64_t>{0, 1, 2, 3, 4, 5});
  const SweepResult stopped = sweep(bad, {1000, false, 2}, ignore);
  CHECK(!stopped.failed.empty());
  CHECK(stopped.failed.size() < 10);
}

}  // namespace
}  // namespace eddy
