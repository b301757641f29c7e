#include "tests/catch.hpp"
#include "tests/eddy/cli/command_line_runner.hpp"
#include "tests/text.hpp"

// BUILD is the build folder. The READMEs of the challenges show these runs.

namespace eddy {
namespace {

struct NaiveNode {
  std::string folder;
  std::string options;   ///< with which it fails
  std::string anomaly;   ///< as the report names it
  std::string suffices;  ///< options with which it passes
};

const NaiveNode naive_nodes[] = {
    {"unique_ids", "-w unique-ids --node-count 3 --time-limit 5", "duplicated",
     "-w unique-ids --node-count 1 --time-limit 5"},
    {"broadcast", "-w broadcast --time-limit 10 --nemesis partition", "lost",
     "-w broadcast --time-limit 10"},
    {"g_counter", "-w g-counter --node-count 3 --time-limit 5 --rate 20", "final-read",
     "-w g-counter --node-count 1 --concurrency 1 --time-limit 5 --rate 20"},
    {"kafka_log", "-w kafka --node-count 2 --time-limit 5 --rate 100 --latency 50",
     "inconsistent-offsets", "-w kafka --node-count 1 --time-limit 5 --rate 50"},
    {"txn_rw_register",
     "-w txn-rw-register --node-count 2 --time-limit 5 --rate 50 --latency 20 "
     "--latency-dist exponential --consistency-models read-committed",
     "G1b",
     "-w txn-rw-register --node-count 1 --time-limit 5 --rate 50 "
     "--consistency-models read-committed"},
};

TEST_CASE("each naive node shows its anomaly, and passes where its idea suffices") {
  CommandLine eddy;
  for (const NaiveNode& node : naive_nodes) {
    const std::string run =
        "test --simulate --seed 1 --bin " BUILD "/" + node.folder + "/naive_" + node.folder + " ";
    CHECK(eddy.run(run + node.options) == 1);
    INFO(node.folder << ": " << eddy.output());
    CHECK(contains(eddy.output(), node.anomaly));
    CHECK(eddy.run(run + node.suffices) == 0);
  }
}

TEST_CASE("the naive echo never gets its answer out") {
  CommandLine eddy;
  CHECK(eddy.run("test -w echo --node-count 1 --time-limit 1 --bin " BUILD "/echo/naive_echo") ==
        255);
  INFO(eddy.output());
  CHECK(contains(eddy.output(), "does it flush its output"));
}

}  // namespace
}  // namespace eddy
