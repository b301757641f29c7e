#include <sstream>

#include "tests/catch.hpp"
#include "tests/eddy/cli/command_line_runner.hpp"
#include "tests/eddy/history/history.hpp"
#include "tests/text.hpp"

// EDDY_BROKEN_NODE is the path of the program.

namespace eddy {
namespace {

const std::string simulated =
    "test --simulate --seed 1 --node-count 1 --time-limit 2 --bin " EDDY_BROKEN_NODE " ";

TEST_CASE("the exit status is the verdict") {
  CommandLine eddy;
  CHECK(eddy.run(simulated + "-w echo") == 0);
  CHECK(eddy.run(simulated + "-w echo --rate 50 -- --bug wrong-echo") == 1);
  CHECK(eddy.run(simulated + "-w g-counter --rate 0") == 0);
  CHECK(eddy.run(simulated + "-w broadcast --rate 0") == 2);  // nothing to judge
  CHECK(eddy.run(simulated + "-w echo -- --bug unknown-destination") == 255);
  INFO(eddy.output());
  CHECK(contains(eddy.output(), "there is no 'n99'"));
}

TEST_CASE("what follows a list with commas is not of the list") {
  CommandLine eddy;
  CHECK(eddy.run("test --simulate --seed 1 -w kafka --time-limit 1 --nemesis loss -- --acks all") ==
        0);
  // The file is read, and is no history of transactions.
  CHECK(eddy.run("check -w txn-rw-register --consistency-models read-committed "
                 "store/latest/history.jsonl") == 254);
  INFO(eddy.output());
  CHECK(contains(eddy.output(), "history.jsonl: this looks like a kafka history"));
}

TEST_CASE("bad arguments are named, and have a status of their own") {
  CommandLine eddy;
  const auto complains = [&](const std::string& arguments, const std::string& of) {
    CHECK(eddy.run(arguments) == 254);
    INFO(arguments << ": " << eddy.output());
    CHECK(contains(eddy.output(), of));
  };
  complains("", "subcommand");
  complains("test", "lin-kv needs two clients for each node");
  complains("check -w bank", "--workload");
  complains("test -w ecko --simulate", "ecko");
  complains("test -w echo", "--bin is missing");
  complains("test -w echo --simulate --bin /nowhere", "/nowhere");
  complains("test -w echo --simulate --rate fast", "fast");
  complains("test -w echo --simulate --availability most", "most");
  complains("test -w echo --simulate --no-such-option", "--no-such-option");
  complains(std::string("test -w echo --seeds 5 --bin ") + EDDY_BROKEN_NODE, "--simulate");
  complains(simulated + "-w echo -- --bug no-such-bug", "no-such-bug");
  complains(simulated + "-w echo -- --help", "--bug");
  complains(simulated + "-w echo --time-limt 5", "(did you mean --time-limit?)");
  complains(simulated + "-w echo -- --bgu 3",
            "not expected: --bgu 3 (did you mean --bug?)\n  its options: --help, --bug");
  complains("tets -w echo",
            "no command 'tets' (did you mean test?); there are: test, explore, check, query, report");
  complains(simulated + "-w echo --seeds 4 -- --bug no-such-bug", "no-such-bug");
  complains(simulated + "-w echo --seeds 0", "--seeds");
  complains(simulated + "-w echo --seeds -3", "--seeds");
  complains(simulated + "-w echo --keep-going", "--seeds");
  complains(simulated + "-w echo --seeds 4 --log-stderr", "--log-");
  complains(simulated + "-w echo --operations 5-", "--operations: '' is no number");
  complains(simulated + "-w echo --operations 5,5", "--operations: the numbers in '5,5' do not");
  complains(simulated + "-w echo --rate inf", "--rate");
  complains(simulated + "-w echo --p-loss 7", "--p-loss");
  complains(simulated + "-w echo --latency inf", "--latency");
  complains(simulated + "-w echo --nemesis loss --nemesis-interval 1e-9", "--nemesis-interval");
  complains(simulated + "-w echo --nemesis loss,pause,loss", "'loss' twice");
  complains(simulated + "-w kafka --key-count 0", "--key-count");
  complains("test --simulate -w echo --seed 18446744073709551615 --seeds 2", "--seeds");
  complains("test --simulate -w echo --seed 18446744073709551616", "--seed");
  complains("test --simulate -w echo --node-count 1000000", "--node-count");
  complains(simulated + "-w echo --topology ring", "ring");
  CHECK(eddy.run("--help") == 0);
  CHECK(eddy.run("test --help") == 0);
}

TEST_CASE("results, history and node logs are in the store") {
  CommandLine eddy;
  REQUIRE(eddy.run(std::string("test -w echo --time-limit 1 --rate 50 --node-count 1 --bin ") +
                   EDDY_BROKEN_NODE) == 0);
  const Json results = Json::parse(eddy.text_of("store/latest/results.json"));
  CHECK(results["valid"] == true);
  CHECK(results["options"]["bin"] == EDDY_BROKEN_NODE);
  CHECK(results["options"]["rate"] == 50);
  std::istringstream history(eddy.text_of("store/latest/history.jsonl"));
  CHECK(read_history(history).size() == 2 * results["stats"]["count"].get<std::size_t>());
  REQUIRE(eddy.run(simulated + "-w echo --log-net-recv") == 0);
  CHECK(contains(eddy.output(), "recv #0 {\"src\":\"c0\",\"dest\":\"n0\""));
  const std::string first = eddy.text_of("store/latest/history.jsonl");
  REQUIRE(eddy.run(simulated + "-w echo") == 0);
  CHECK(eddy.text_of("store/latest/history.jsonl") == first);
}

TEST_CASE("a full disk or an unwritable store costs the files, not the verdict") {
  CommandLine eddy;
  SECTION("a file where the folder should be") {
    CHECK(eddy.run(simulated + "-w echo --store output/store") == 255);
    INFO(eddy.output());
    CHECK(contains(eddy.output(), "verdict     valid"));
    CHECK(contains(eddy.output(), "eddy test: cannot make the folder output/store/echo/"));
    CHECK(contains(eddy.output(), ": Not a directory\n"));
    CHECK(!contains(eddy.output(), "results     "));
  }
  SECTION("no room for the history and what is larger") {
    CHECK(eddy.run(simulated + "-w echo --rate 100", "ulimit -f 16 && ") == 255);
    INFO(eddy.output());
    CHECK(contains(eddy.output(), "verdict     valid"));
    CHECK(contains(eddy.output(), "history.jsonl: File too large\n"));
    CHECK(contains(eddy.output(), "report.html: File too large\n"));
    CHECK(eddy.text_of("store/latest/history.jsonl").empty());
    CHECK(Json::parse(eddy.text_of("store/latest/results.json"))["valid"] == true);
  }
}

TEST_CASE("eddy tells its version, and results and page tell it, too") {
  CommandLine eddy;
  REQUIRE(eddy.run("--version") == 0);
  std::istringstream line(eddy.output());
  std::string name, version, word, commit;
  line >> name >> version >> word >> commit;
  CHECK(name + word == "eddycommit");
  CHECK(eddy.output().find_first_of("0123456789", eddy.output().rfind(' ')) != std::string::npos);
  REQUIRE(eddy.run(simulated + "-w echo") == 0);
  const Json build = Json::parse(eddy.text_of("store/latest/results.json"))["build"];
  CHECK(build["eddy"]["version"].get<std::string>() + "," == version);
  CHECK(build["eddy"]["commit"].get<std::string>() + "," == commit);
  CHECK(contains(build["node"].get<std::string>(),
                 "glomers " + version.substr(0, version.size() - 1)));
  REQUIRE(eddy.run(std::string("test -w echo --time-limit 1 --node-count 1 --bin ") +
                   EDDY_BROKEN_NODE) == 0);
  CHECK(Json::parse(eddy.text_of("store/latest/results.json"))["build"]["node"].is_null());
}

TEST_CASE("the command that is printed runs the same test again") {
  CommandLine eddy;
  REQUIRE(eddy.run(simulated + "-w echo --rate 31.0123456789 --latency 1.0987654321 "
                               "--store 'a b' -- --bug none") == 0);
  const std::string output = eddy.output();
  const auto at = output.find(" test -w echo", output.find("\nagain "));
  REQUIRE(at != std::string::npos);
  const std::string arguments = output.substr(at + 1, output.find('\n', at) - at - 1);
  INFO(arguments);
  REQUIRE(eddy.run(arguments) == 0);
  CHECK(eddy.text_of("store/latest/history.jsonl") == eddy.text_of("a b/latest/history.jsonl"));
}

TEST_CASE("a node that promises less than Maelstrom's default is told by its promise") {
  CommandLine eddy;
  const std::string txn = "test -w txn-rw-register --simulate --seed 1 --rate 50 --time-limit 1 ";
  CHECK(eddy.run(txn) == 1);
  INFO(eddy.output());
  CHECK(contains(eddy.output(), "--consistency-models causal"));
  CHECK(contains(eddy.output(),
                 "(the node promises causal; strict-serializable is Maelstrom's default)"));
  CHECK(eddy.run(txn + "--consistency-models causal") == 0);
}

TEST_CASE("what happened before a node failed is kept") {
  CommandLine eddy;
  CHECK(eddy.run(std::string("test -w echo --time-limit 5 --rate 50 --bin ") + EDDY_BROKEN_NODE +
                 " -- --bug exit") == 255);
  std::istringstream history(eddy.text_of("store/latest/history.jsonl"));
  CHECK_FALSE(read_history(history).empty());
  const Json results = Json::parse(eddy.text_of("store/latest/results.json"));
  CHECK(results["valid"] == false);
  CHECK(contains(results["error"].get<std::string>(), "exited with status 3"));
}

TEST_CASE("Ctrl-C, and whoever ends a process, end a test and keep what happened until then") {
  const std::string signal = GENERATE(as<std::string>(), "INT", "TERM", "HUP");
  CommandLine eddy;
  CHECK(eddy.run(std::string("test -w echo --time-limit 60 --rate 50 --bin ") + EDDY_BROKEN_NODE,
                 "timeout --preserve-status --foreground -s " + signal + " 2 ") == 130);
  INFO(eddy.output());
  CHECK(contains(eddy.output(), "interrupted"));
  std::istringstream history(eddy.text_of("store/latest/history.jsonl"));
  CHECK_FALSE(read_history(history).empty());
}

TEST_CASE("as many nodes as the system allows open files, not as few as it does at first") {
  CommandLine eddy;
  const std::string nodes =
      std::string("test -w echo --time-limit 1 --rate 50 --node-count 12 --bin ") +
      EDDY_BROKEN_NODE;
  CHECK(eddy.run(nodes, "ulimit -Sn 50 && ") == 0);
  CHECK(eddy.run(nodes, "ulimit -n 50 && ") == 254);
  INFO(eddy.output());
  CHECK(contains(eddy.output(), "--node-count 12: "));
  CHECK(contains(eddy.output(), " that 4 nodes fit"));
  CHECK(eddy.run(std::string(nodes).replace(nodes.find("12"), 2, "4"), "ulimit -n 50 && ") == 0);
}

TEST_CASE("a simulated test that fails leaves its own results, and the smallest that fails alike") {
  CommandLine eddy;
  CHECK(eddy.run(simulated + "-w echo --rate 50 -- --bug wrong-echo") == 1);
  const Json results = Json::parse(eddy.text_of("store/latest/results.json"));
  const Json smallest = Json::parse(eddy.text_of("store/latest/smallest/results.json"));
  CHECK(results["valid"] == false);
  CHECK(smallest["valid"] == false);
  CHECK(smallest["stats"]["count"] < results["stats"]["count"]);
  CHECK(contains(eddy.text_of("store/latest/smallest/timeline.txt"), "something else"));
}

/// The last three lines, without what is in them.
std::string last_labels(const std::string& output) {
  std::istringstream lines(output);
  std::vector<std::string> labels;
  for (std::string line; std::getline(lines, line);) labels.push_back(line.substr(0, 4));
  return labels.size() < 3 ? "" : labels.end()[-3] + labels.end()[-2] + labels.end()[-1];
}

TEST_CASE("the command that shrinking prints runs the smallest test again, to the letter") {
  CommandLine eddy;
  CHECK(eddy.run(simulated + "-w txn-rw-register --rate 50 --concurrency 3 -- --bug dirty-read") ==
        1);
  const std::string output = eddy.output();
  const auto at = output.find(" test -w", output.find("the smallest test found"));
  REQUIRE(at != std::string::npos);
  const std::string arguments = output.substr(at + 1, output.find('\n', at) - at - 1);
  INFO(arguments);
  CHECK(contains(arguments, "--operations "));
  const std::string smallest = eddy.text_of("store/latest/smallest/history.jsonl");
  CHECK(eddy.run(arguments) == 1);
  CHECK(eddy.text_of("store/latest/history.jsonl") == smallest);
}

TEST_CASE("a failure ends with why, where to look and what to try, also of real processes") {
  CommandLine eddy;
  CHECK(eddy.run(simulated + "-w broadcast --rate 0") == 2);
  CHECK(contains(eddy.output(), "the smallest test found that fails alike"));
  CHECK(last_labels(eddy.output()) == "why looktry ");
  CHECK(eddy.run(simulated + "-w echo -- --bug unknown-destination") == 255);
  CHECK(contains(eddy.output(), "the smallest test found that fails alike"));
  CHECK(last_labels(eddy.output()) == "why looktry ");
  CHECK(eddy.run(std::string("test -w unique-ids --time-limit 1 --rate 50 --node-count 2 --bin ") +
                 EDDY_BROKEN_NODE + " -- --bug chatter") == 1);
  CHECK(last_labels(eddy.output()) == "why looktry ");
  CHECK(contains(eddy.text_of("store/latest/timeline.txt"), "\"type\":\"hm\""));
  CHECK(eddy.text_of("store/latest/results.json").find("\n  \"why\": ") <
        eddy.text_of("store/latest/results.json").find("\n  \"stats\": "));
}

TEST_CASE("a seed that ends the process counts as failed, and the others are run") {
  CommandLine eddy;
  CHECK(eddy.run(simulated + "-w echo --rate 50 --seeds 6 --keep-going -- --bug exit") == 1);
  INFO(eddy.output());
  CHECK(contains(eddy.output(), "0 seeds passed, 6 failed"));
  CHECK(contains(eddy.output(), "seed 1 ends the process"));
}

TEST_CASE("a sweep that fails shows the smallest failing test") {
  CommandLine eddy;
  CHECK(eddy.run(simulated + "-w echo --rate 50 --seeds 10") == 0);
  CHECK(contains(eddy.output(), "10 seeds passed, 0 failed"));
  CHECK(eddy.run(simulated + "-w echo --rate 50 --seeds 10 -- --bug wrong-echo") == 1);
  INFO(eddy.output());
  CHECK(contains(eddy.output(), "the smallest test found that fails alike"));
  CHECK(contains(eddy.output(), "something else"));
}

}  // namespace
}  // namespace eddy
