#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iomanip>
#include <set>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/eddy/cli/command_outcome.hpp"
#include "tests/text.hpp"

// EDDY_README is the path of eddy's README, EDDY_BROKEN_NODE that of a program.

namespace eddy {
namespace {

namespace fs = std::filesystem;

using glomers::Json;
using Words = std::vector<std::string>;

/// A row of the README's table of Maelstrom's options.
struct Row {
  std::string words;
  std::string here;
};

std::vector<Row> rows() {
  std::ifstream readme(EDDY_README);
  std::vector<Row> found;
  bool is_in_section = false;
  for (std::string line; std::getline(readme, line);) {
    if (line.starts_with("## ")) is_in_section = line == "## Maelstrom's command line";
    if (!is_in_section || !line.starts_with("| `")) continue;
    const auto end = line.find("` | ");
    const auto of = end + 4;
    const auto here = line.find(" | ", of) + 3;
    found.push_back({line.substr(3, end - 3), line.substr(here, line.find(" | ", here) - here)});
  }
  return found;
}

/// A folder for the results and for a file of names.
struct Folder {
  Folder() : path(fs::temp_directory_path() / ("options-" + std::to_string(getpid()))) {
    fs::create_directories(path);
    std::ofstream(path / "names") << "n7\nn8\n";
  }
  ~Folder() { fs::remove_all(path); }
  const fs::path path;
};

Words words_of(const Row& row, const Folder& folder) {
  std::istringstream text(row.words);
  Words words;
  for (std::string word; text >> std::quoted(word);) {
    if (word == "PROGRAM") word = EDDY_BROKEN_NODE;
    if (word == "NAMES") word = folder.path / "names";
    words.push_back(word);
  }
  return words;
}

/// The command that says what the row says, and of the rest as little as possible.
CommandOutcome outcome_of_row(const Row& row, const Folder& folder) {
  const Words words = words_of(row, folder);
  if (words[0][0] != '-') return outcome_of(words);
  Words command = {"test", "--simulate", "--seed", "1", "--store", folder.path / "store"};
  for (const Words& option : {Words{"-w", "echo"}, Words{"--time-limit", "1"}})
    if (words[0] != option[0]) command.insert(command.end(), option.begin(), option.end());
  command.insert(command.end(), words.begin(), words.end());
  return outcome_of(command);
}

TEST_CASE("eddy does with each of Maelstrom's options what its README's table says") {
  const Folder folder;
  REQUIRE(rows().size() > 30);
  for (const Row& row : rows()) {
    const CommandOutcome outcome = outcome_of_row(row, folder);
    const std::string name = row.words.substr(0, row.words.find(' '));
    INFO(row.words << ": " << outcome.out << outcome.err);
    CHECK((row.here == "same" || row.here == "more" || row.here == "nothing" ||
           row.here == "refused"));
    CHECK(outcome.status == (row.here == "refused" ? 254 : 0));
    CHECK(contains(outcome.out, "note        " + name + " does nothing here: ") ==
          (row.here == "nothing"));
    if (row.here == "refused") CHECK(!contains(outcome.err, "did you mean"));
  }
}

TEST_CASE("the README's table has all options of Maelstrom and Jepsen") {
  std::set<std::string> listed;
  for (const Row& row : rows()) {
    std::istringstream words(row.words);
    for (std::string word; words >> word;) listed.insert(word);
  }
  for (const char* name :
       {// Maelstrom 0.2.5
        "--bin", "-w", "--availability", "--consistency-models", "--key-count", "--latency",
        "--latency-dist", "--log-net-send", "--log-net-recv", "--log-stderr", "--max-txn-length",
        "--max-writes-per-key", "--node-count", "--nemesis", "--nemesis-interval", "--rate",
        "--topology", "demo", "doc",
        // Jepsen 0.3.7
        "--help", "-n", "--nodes", "--nodes-file", "--username", "--password",
        "--strict-host-key-checking", "--no-ssh", "--ssh-private-key", "--concurrency",
        "--leave-db-running", "--logging-json", "--test-count", "--time-limit", "serve"}) {
    INFO(name);
    CHECK(listed.count(name) == 1);
  }
}

/// What a simulated test says, and its status.
CommandOutcome outcome_with(const Words& words, const Folder& folder) {
  Words command = {"test",         "--simulate", "-w",      "echo",
                   "--time-limit", "1",          "--store", folder.path / "store"};
  command.insert(command.end(), words.begin(), words.end());
  return outcome_of(command);
}

TEST_CASE("a typographic dash is refused with what was meant, wherever it stands before --") {
  const Folder folder;
  const auto refusal = [&](const Words& words) {
    const CommandOutcome outcome = outcome_with(words, folder);
    CHECK(outcome.status == 254);
    return outcome.err;
  };
  CHECK(contains(refusal({"\u2013-nemesis", "partition"}), ": --nemesis was meant?"));
  for (const char* dash : {"\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2015", "\u2212"}) {
    CHECK(contains(refusal({std::string(dash) + "rate", "3"}), ": --rate was meant?"));
    CHECK(contains(refusal({std::string(dash) + "w", "echo"}), ": -w was meant?"));
  }
  CHECK(contains(refusal({"--", "\u2013-nemesis"}), "not expected"));  // by the node's program
  CHECK(contains(refusal({"\u2016-nemesis"}), "not expected"));
}

/// What results.json says of the last test.
Json options_of_last(const Folder& folder) {
  std::ostringstream results;
  results << std::ifstream(folder.path / "store/latest/results.json").rdbuf();
  return Json::parse(results.str())["options"];
}

TEST_CASE("nodes have the names that they are given, unless their number is given") {
  const Folder folder;
  const auto nodes_with = [&](const Words& words) {
    CHECK(outcome_with(words, folder).status == 0);
    const Json options = options_of_last(folder);
    return options.value("nodes", Json(options["node-count"])).dump();
  };
  CHECK(nodes_with({"--nodes", "a, b", "-n", "d", "--node", "e"}) == R"(["a","b","d","e"])");
  CHECK(nodes_with({"--nodes-file", folder.path / "names"}) == R"(["n7","n8"])");
  CHECK(nodes_with({"--nodes", "a,b", "--node-count", "3"}) == "3");
  for (const char* names : {"a,a", "c1,a", "seq-kv", "\xff"})
    CHECK(outcome_with({"--nodes", names}, folder).status == 254);
  CHECK(outcome_with({"--nodes-file", "/nowhere"}, folder).status == 254);
}

TEST_CASE("a test is repeated with other seeds, until one is not valid") {
  const Folder folder;
  const Words twice = {"--test-count", "2", "--seed", "4"};
  const std::string out = outcome_with(twice, folder).out;
  CHECK(contains(out, "--seed 4"));
  CHECK(contains(out, "--seed 5"));
  Words failing = twice;
  failing.insert(failing.end(), {"--bin", EDDY_BROKEN_NODE, "--", "--bug", "extra-field"});
  const CommandOutcome outcome = outcome_with(failing, folder);
  CHECK(outcome.status == 1);
  CHECK(!contains(outcome.out, "--seed 5"));
}

TEST_CASE("Elle's names of models are taken; of what is not judged it is said why") {
  const Folder folder;
  const auto models = [&](const std::string& names) {
    const CommandOutcome outcome = outcome_with({"--consistency-models", names}, folder);
    INFO(outcome.err);
    CHECK(outcome.status == 0);
    return options_of_last(folder)["consistency-models"].dump();
  };
  CHECK(models("PL-2 , strong-serializable,PL-3") ==
        R"(["read-committed","strict-serializable","serializable"])");
  CHECK(models("conflict-serializable") == R"(["serializable"])");
  // A drawn seed may leave no transaction that depends on another one.
  outcome_of({"test", "--simulate", "--seed", "1", "-w", "txn-rw-register", "--time-limit", "1",
              "--store", folder.path / "store", "--consistency-models", "PL-2"});
  CHECK(outcome_of({"check", "-w", "txn-rw-register", "--consistency-models", "PL-2",
                    folder.path / "store/latest/history.jsonl"})
            .status == 0);
  for (const char* name : {"PL-2+", "ROLA", "linearizable", "PRAM"}) {
    const CommandOutcome outcome = outcome_with({"--consistency-models", name}, folder);
    CHECK(outcome.status == 254);
    CHECK(contains(outcome.err, std::string("'") + name + "' is not judged here: "));
  }
}

}  // namespace
}  // namespace eddy
