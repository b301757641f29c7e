#include "tests/catch.hpp"
#include "tests/eddy/cli/command_line_runner.hpp"
#include "tests/eddy/cli/command_outcome.hpp"
#include "tests/eddy/history/history.hpp"
#include "tests/text.hpp"

// EDDY_BROKEN_NODE is the path of the program, EDDY_TINY_WORKLOAD that of a module.

namespace eddy {
namespace {

const std::string tiny = "-w " EDDY_TINY_WORKLOAD " ";
const std::string simulate_tiny = "test --simulate --node-count 1 --time-limit 2 --rate 50 " +
                                  tiny + "--bin " EDDY_BROKEN_NODE " --seed 1 ";

TEST_CASE("a workload of one's own is run, judged and stored under its name") {
  CommandLine eddy;
  CHECK(eddy.run(simulate_tiny) == 0);
  INFO(eddy.output());
  CHECK(contains(eddy.output(), "results     store/tiny/"));
  CHECK(contains(eddy.output(), "test " + tiny));
  const Json results = Json::parse(eddy.text_of("store/latest/results.json"));
  CHECK(results["workload"]["event-count"].get<int>() > 100);
  CHECK(results["options"]["workload"] == "tiny");
  CHECK(results["options"]["workload-module"] == EDDY_TINY_WORKLOAD);
  CHECK(eddy.run("check " + tiny + "store/latest") == 0);
  CHECK(contains(eddy.output(), "judged as tiny\n"));
  CHECK(eddy.run(simulate_tiny + "--seeds 4") == 0);
}

TEST_CASE("what fails a workload of one's own is made smaller, and can be run again") {
  CommandLine eddy;
  CHECK(eddy.run(simulate_tiny + "-- --bug wrong-echo") == 1);
  INFO(eddy.output());
  const std::string text = eddy.output();
  CHECK(contains(text, "other-answer: process 0 [c1 of n0], op "));
  const std::size_t smallest = text.find("the smallest test found that fails alike:");
  REQUIRE(smallest != std::string::npos);
  const std::size_t command = text.find("test " + tiny, smallest);
  REQUIRE(command != std::string::npos);
  CHECK(eddy.run(text.substr(command, text.find('\n', command) - command)) == 1);
}

TEST_CASE("a workload that cannot be loaded is a bad argument") {
  CommandLine eddy;
  CHECK(eddy.run("test -w ./bank.so --simulate --bin " EDDY_BROKEN_NODE) == 254);
  CHECK(contains(eddy.output(), "eddy test: the workload ./bank.so: no such file"));
  CHECK(eddy.run("check -w ./bank.so history.jsonl") == 254);
  CHECK(contains(eddy.output(), "--workload: the workload ./bank.so: no such file"));
}

TEST_CASE("a workload that throws ends the test, and is named") {
  CommandLine eddy;
  CHECK(eddy.run(simulate_tiny + "--key-count 7") == 255);
  INFO(eddy.output());
  CHECK(contains(eddy.output(), "eddy test: the workload " EDDY_TINY_WORKLOAD
                                ": its client's invoke() threw an exception: this client"));
  CHECK(eddy.run(simulate_tiny + "--key-count 7 --seeds 2") == 1);
  CHECK(contains(eddy.output(), ": the workload " EDDY_TINY_WORKLOAD ": its client's"));
}

TEST_CASE("a checker that throws is the workload's failure, and not the history's") {
  const std::string asked = R"({"index":0,"time":0,"type":"invoke","process":0,"f":"ask",)"
                            R"("value":-1})";
  const CommandOutcome outcome = outcome_of({"check", "-w", EDDY_TINY_WORKLOAD}, asked);
  CHECK(outcome.status == 255);
  CHECK(outcome.err == "eddy check: the workload " EDDY_TINY_WORKLOAD
                       ": its check() threw an exception: this checker has seen enough\n");
}

}  // namespace
}  // namespace eddy
