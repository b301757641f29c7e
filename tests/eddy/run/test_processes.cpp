#include <algorithm>

#include "tests/catch.hpp"
#include "tests/eddy/run/bench.hpp"
#include "tests/eddy/run/command_line.hpp"
#include "tests/eddy/run/results.hpp"
#include "tests/text.hpp"

// EDDY_BROKEN_NODE is the path of the program.

namespace eddy {
namespace {

/// A short test of the broken node as real processes.
TestOptions processes(const std::string& workload, const std::string& bug) {
  TestOptions options;
  options.workload = workload;
  options.bin = EDDY_BROKEN_NODE;
  options.node_arguments = {"--bug", bug};
  options.node_count = 2;
  options.rate = 200;
  options.time_limit_s = 1;
  return options;
}

std::string failure_of(const TestOptions& options) {
  try {
    run_test(options);
  } catch (const NodeFailure& failure) {
    return failure.what();
  }
  return "";
}

TEST_CASE("real processes pass a test that they should pass") {
  const TestOptions options = processes("echo", "none");
  const Json results = judge(options, run_test(options));
  INFO(results.dump(2));
  CHECK(results["valid"] == true);
  CHECK(results["stats"]["ok-count"] > 50);
  CHECK(!results.contains("liveness"));
  CHECK(results["net"]["servers"]["msg-count"] == 0);
}

TEST_CASE("real processes fail a test that they should fail") {
  TestOptions options = processes("unique-ids", "none");
  CHECK(judge(options, run_test(options))["workload"]["valid"] == false);  // two nodes, same ids
  options.node_count = 1;
  CHECK(judge(options, run_test(options))["valid"] == true);
}

TEST_CASE("a node that exits is named, with its status and its last words") {
  const std::string failure = failure_of(processes("echo", "exit"));
  CHECK(contains(failure, "exited with status 3"));
  CHECK(contains(failure, "this node has had enough"));
}

TEST_CASE("a node that finds itself broken is named, as a process and in virtual time") {
  TestOptions options = processes("echo", "broken-invariant");
  const std::string failure = failure_of(options);
  CHECK(contains(failure, "exited with status 255"));
  CHECK(contains(failure, "broken: this node has no bug"));
  options.simulate = true;
  const std::string simulated = failure_of(options);
  CHECK(contains(simulated, "broke: this node has no bug\n"));
  CHECK(contains(simulated, ": broken: this node has no bug (main.cpp:"));
}

TEST_CASE("a line that is no message is shown") {
  const std::string failure = failure_of(processes("echo", "garbage"));
  CHECK(contains(failure, "printed a line that is no message"));
  CHECK(contains(failure, "the line: this is no JSON"));
  CHECK(contains(failure, "print all other text to standard error"));
}

TEST_CASE("a message to nobody is shown") {
  const std::string failure = failure_of(processes("echo", "unknown-destination"));
  CHECK(contains(failure, "there is no 'n99'"));
  CHECK(contains(failure, R"("dest":"n99")"));
}

TEST_CASE("a node that refuses init, or cannot be started, is a failure") {
  CHECK(
      contains(failure_of(processes("echo", "refused-init")), "did not answer init with init_ok"));
  CHECK(contains(failure_of(processes("echo", "no such bug")), "exited with status 254"));
  TestOptions options = processes("echo", "none");
  options.bin = "/nonexistent/node";
  CHECK(contains(failure_of(options), "cannot run /nonexistent/node"));
}

TEST_CASE("processes are paused and killed by signals, and started afresh") {
  for (const char* fault : {"pause", "kill"}) {
    TestOptions options = processes("echo", "none");
    options.faults = {fault};
    options.nemesis_interval_s = 0.15;
    options.concurrency = "100n";  // a client of a dead node waits for longer than the test lasts
    const Json results = judge(options, run_test(options));
    INFO(fault << results.dump(2));
    CHECK(results["workload"]["valid"] == true);
    CHECK(results["stats"]["ok-count"] > 10);
    // A stop in the middle of a turn of more than 250 ms loses that turn's answers as well.
    if (std::string(fault) == "kill") CHECK(results["stats"]["info-count"] > 0);
  }
}

TEST_CASE("the checks of options name what is wrong") {
  const auto complaint = [](const auto& change) -> std::string {
    TestOptions options = processes("echo", "none");
    change(options);
    try {
      validate(options);
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
    return "";
  };
  CHECK(complaint([](TestOptions&) {}).empty());
  CHECK(contains(complaint([](TestOptions& o) { o.workload = "ecko"; }), "no workload 'ecko'"));
  CHECK(contains(complaint([](TestOptions& o) { o.bin = ""; }), "--bin is missing"));
  CHECK(
      contains(complaint([](TestOptions& o) { o.bin = "/nowhere"; }), "/nowhere: no such program"));
  CHECK(contains(complaint([](TestOptions& o) { o.bin = "/tmp"; }), "/tmp: a folder"));
  CHECK(contains(complaint([](TestOptions& o) { o.bin = "/etc/passwd"; }), "chmod +x /etc/passwd"));
  CHECK(contains(complaint([](TestOptions& o) { o.faults = {"quake"}; }), "no fault 'quake'"));
  CHECK(contains(complaint([](TestOptions& o) { o.faults = {"skew"}; }), "needs --simulate"));
  CHECK(contains(complaint([](TestOptions& o) { o.concurrency = "2x"; }), "--concurrency '2x'"));
  CHECK(contains(complaint([](TestOptions& o) { o.concurrency = "0"; }), "--concurrency '0'"));
  CHECK(contains(complaint([](TestOptions& o) { o.latency_distribution = "odd"; }), "'odd'"));
  CHECK(contains(complaint([](TestOptions& o) { o.delivery = "odd"; }), "no delivery 'odd'"));
  CHECK(contains(complaint([](TestOptions& o) { o.consistency_models = {"odd"}; }), "'odd'"));
  CHECK(contains(complaint([](TestOptions& o) { o.node_count = 0; }), "--node-count"));
}

TEST_CASE("concurrency counts threads, or threads a node") {
  TestOptions options;
  options.node_count = 3;
  options.concurrency = "4";
  CHECK(worker_count(options) == 4);
  options.concurrency = "2n";
  CHECK(worker_count(options) == 6);
}

TEST_CASE("a test's command line leaves out what is the default") {
  TestOptions options;
  options.workload = "echo";
  options.simulate = true;
  options.seed = 9;
  options.node_count = 3;
  options.rate = 0.5;
  options.faults = {"partition", "kill"};
  options.node_arguments = {"--flag", "it's"};
  const std::string command = command_line(options);
  CHECK(command.substr(command.find(" test ")) ==
        " test -w echo --simulate --seed 9 --node-count 3 --rate 0.5 --nemesis partition,kill "
        "-- --flag 'it'\\''s'");
}

}  // namespace
}  // namespace eddy
