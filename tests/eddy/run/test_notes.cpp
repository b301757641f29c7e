#include "tests/catch.hpp"
#include "tests/eddy/run/results.hpp"
#include "tests/eddy/run/solution_test.hpp"
#include "tests/eddy/run/trial.hpp"
#include "tests/text.hpp"

namespace eddy {
namespace {

TestOptions echo_test(const std::vector<std::string>& faults, int nodes) {
  TestOptions options = solution_test("echo", "loss");
  options.faults = faults;
  options.node_count = nodes;
  return options;
}

std::string notes_of(const TestOptions& options) {
  return run_trial(options).results["notes"].dump();
}

TEST_CASE("faults that find nothing to do with one node are named") {
  CHECK(notes_of(echo_test({"partition"}, 1)) ==
        R"(["--nemesis partition did nothing: with one node there is no link between nodes"])");
  CHECK(contains(notes_of(echo_test({"one-way", "pause", "duplicate"}, 1)),
                 "--nemesis one-way, duplicate did nothing"));
  CHECK(notes_of(echo_test({"partition"}, 2)) == "[]");
  CHECK(notes_of(echo_test({"loss"}, 1)) == "[]");
}

TEST_CASE(
    "the load that clients of dead nodes left out is told, beside a valid verdict if it is most") {
  TestOptions options = echo_test({"kill"}, 2);
  options.rate = 50;
  options.concurrency = "2";
  options.nemesis_interval_s = 0.01;
  const Trial starved = run_trial(options);
  INFO(starved.report);
  CHECK(starved.passed);
  CHECK(contains(starved.results["notes"].dump(), "% were begun: clients waited"));
  CHECK(starved.results["rate"]["share"] < 0.1);
  CHECK(contains(starved.report, "verdict     valid, over "));
  CHECK(contains(starved.report, " % of the load that was asked\n"));
  options.concurrency = "100n";
  const Trial fed = run_trial(options);
  CHECK(fed.results["notes"].empty());
  CHECK(contains(fed.report, "verdict     valid\n"));
}

TEST_CASE("a load that no client was free for is told") {
  TestOptions options = echo_test({}, 1);
  options.concurrency = "1";
  options.rate = 10000;
  options.latency_ms = 0;
  options.time_limit_s = 2;
  CHECK(notes_of(options) == "[]");
  options.rate = 1e6;
  options.rate = 1e9;
  CHECK(contains(notes_of(options), "asks for, 0.0 % were begun: the others found no client free"));
}

TEST_CASE("a node that speaks in others' names fails a strict test, and no other") {
  TestOptions options = echo_test({}, 2);
  Recording recording;
  recording.main_phase = 1s;
  recording.borrowed_names["n1"] = {7, {"c1", "n0", {{"type", "passed on"}}, {}}, 1s};
  const Json lenient = judge(options, recording);
  CHECK(lenient["borrowed-names"]["valid"] == true);
  CHECK(lenient["borrowed-names"]["nodes"][0]["count"] == 7);
  options.strict = true;
  const Json strict = judge(options, recording);
  CHECK(strict["borrowed-names"]["valid"] == false);
  CHECK(contains(strict["explanations"].dump(),
                 "node n1 spoke in others' names, 7 times in all, first at 1.000 s: "));
}

}  // namespace
}  // namespace eddy
