#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/eddy/history.hpp"

// EDDY and EDDY_BROKEN_NODE are the paths of the programs.

namespace eddy {
namespace {

namespace fs = std::filesystem;

/// Runs `eddy` in a folder of its own.
class CommandLine {
 public:
  CommandLine() : folder_(fs::temp_directory_path() / ("eddy-" + std::to_string(getpid()))) {
    fs::create_directories(folder_);
  }
  ~CommandLine() { fs::remove_all(folder_); }

  /// Returns the exit status.
  int run(const std::string& arguments) {
    const std::string command = "cd " + folder_.string() + " && " EDDY " " + arguments + " > " +
                                (folder_ / "output").string() + " 2>&1";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  /// What the last run printed.
  std::string output() const { return text_of("output"); }

  std::string text_of(const fs::path& file) const {
    std::ostringstream text;
    text << std::ifstream(folder_ / file).rdbuf();
    return text.str();
  }

 private:
  fs::path folder_;
};

const std::string simulated =
    "test --simulate --seed 1 --node broken_node --node-count 1 --time-limit 2 ";

TEST_CASE("the exit status is the verdict") {
  CommandLine eddy;
  CHECK(eddy.run(simulated + "-w echo") == 0);
  CHECK(eddy.run(simulated + "-w echo --rate 50 -- --bug wrong-echo") == 1);
  CHECK(eddy.run(simulated + "-w g-counter --rate 0") == 0);
  CHECK(eddy.run(simulated + "-w kafka --rate 0") == 2);  // nothing to judge
  CHECK(eddy.run(simulated + "-w echo -- --bug unknown-destination") == 255);
  INFO(eddy.output());
  CHECK(eddy.output().find("there is no 'n99'") != std::string::npos);
}

TEST_CASE("what follows a list with commas is not of the list") {
  CommandLine eddy;
  CHECK(eddy.run("test --simulate --seed 1 -w kafka --time-limit 1 --nemesis loss -- --acks all") ==
        0);
  // The file is read, and is no history of transactions.
  CHECK(eddy.run("check -w txn-rw-register --consistency-models read-committed "
                 "store/latest/history.jsonl") == 254);
  INFO(eddy.output());
  CHECK(eddy.output().find("history.jsonl: op 1: field 'value'") != std::string::npos);
}

TEST_CASE("bad arguments are named, and have a status of their own") {
  CommandLine eddy;
  const auto complains = [&](const std::string& arguments, const std::string& of) {
    CHECK(eddy.run(arguments) == 254);
    INFO(arguments << ": " << eddy.output());
    CHECK(eddy.output().find(of) != std::string::npos);
  };
  complains("", "subcommand");
  complains("test", "--workload");
  complains("test -w ecko --simulate", "ecko");
  complains("test -w echo", "--bin is missing");
  complains("test -w echo --simulate --rate fast", "fast");
  complains("test -w echo --simulate --availability most", "most");
  complains("test -w echo --simulate --no-such-option", "--no-such-option");
  complains(std::string("test -w echo --seeds 5 --bin ") + EDDY_BROKEN_NODE, "--simulate");
  complains(simulated + "-w echo -- --bug no-such-bug", "no-such-bug");
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
  CHECK(eddy.output().find("recv #0 {\"src\":\"c0\",\"dest\":\"n0\"") != std::string::npos);
  const std::string first = eddy.text_of("store/latest/history.jsonl");
  REQUIRE(eddy.run(simulated + "-w echo") == 0);
  CHECK(eddy.text_of("store/latest/history.jsonl") == first);
}

TEST_CASE("a sweep that fails shows the smallest failing test") {
  CommandLine eddy;
  CHECK(eddy.run(simulated + "-w echo --rate 50 --seeds 10") == 0);
  CHECK(eddy.output().find("10 seeds passed, 0 failed") != std::string::npos);
  CHECK(eddy.run(simulated + "-w echo --rate 50 --seeds 10 -- --bug wrong-echo") == 1);
  INFO(eddy.output());
  CHECK(eddy.output().find("the smallest test found that fails alike") != std::string::npos);
  CHECK(eddy.output().find("something else") != std::string::npos);
}

}  // namespace
}  // namespace eddy
