#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "tests/catch.hpp"
#include "tests/platform.hpp"
#include "tests/text.hpp"

// EDDY is the path of the program, STRANGERS that of this folder.

namespace eddy {
namespace {

namespace fs = std::filesystem;

/// A program that does what the real Maelstrom takes, or takes ill, and its verdict there: the
/// exit status, and what eddy says of it.
struct Stranger {
  std::string program;
  std::string test;
  int status;
  std::vector<std::string> says = {};
};

constexpr int valid = 0;
constexpr int invalid = 1;
constexpr int refused = 254;
constexpr int failed = 255;

const std::string short_test = " --time-limit 2 --rate 20 ";
const std::string echo_test = "-w echo --node-count 2" + short_test;
const std::string counter_test = "-w g-counter --node-count 3 --time-limit 3 --rate 20";

const std::vector<Stranger>& strangers() {
  static const std::vector<Stranger> all = {
      {"echo.py", echo_test, valid},
      {"echo.py", echo_test + "some words", valid, {"note        'some', 'words' go to the node"}},
      {"init_after_store.py", echo_test, valid},
      {"init_after_store.py", echo_test + "--concurrency 20 --nemesis kill --nemesis-interval 0.5",
       valid},
      {"null_fields.py", "-w broadcast --node-count 3" + short_test, valid},
      {"uuid_ids.py", counter_test, valid},
      {"polls_all_keys.py", counter_test, valid},
      {"passes_on.py", echo_test, valid},
      {"passes_on.py",
       echo_test + "--strict",
       invalid,
       {"borrowed-names: node n0 spoke in others' names, "}},
      {"wrapper.sh", echo_test + "--concurrency 20 --nemesis kill,pause --nemesis-interval 0.5",
       valid},
      {"no_first_line", echo_test, valid},
      {"windows_line_ends.py",
       echo_test,
       refused,
       {R"(names the interpreter 'python3\r', with the CR of a Windows line end: sed -i)"}},
      {"no_interpreter.py",
       echo_test,
       refused,
       {"names the interpreter '/nowhere/python3', which is not there"}},
      {"garbage_line.py",
       echo_test,
       failed,
       {"the line: starting up", "print all other text to standard error", "try         echo '{"}},
      {"garbage_line.py", echo_test + "word", failed, {"note        'word' goes to the node"}},
      {"long_reply.py", echo_test, invalid, {"field 'debug' does not belong to echo_ok"}},
      {"swapped_txn.py",
       "-w txn-rw-register --node-count 1 --consistency-models read-uncommitted" + short_test,
       valid},
  };
  return all;
}

struct Outcome {
  int status;
  std::string output;
};

/// The marker is an argument of the node, so that what of it lives on can be found.
Outcome outcome_of(const Stranger& stranger, const fs::path& folder, const std::string& marker) {
  fs::create_directories(folder);
  const std::string command = "cd " + folder.string() + " && " + EDDY + " test --seed 1 --bin " +
                              STRANGERS + "/" + stranger.program + " " + stranger.test + " -- " +
                              marker + " > output 2>&1";
  const int status = std::system(command.c_str());
  std::ostringstream output;
  output << std::ifstream(folder / "output").rdbuf();
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, output.str()};
}

/// Waits for the system, which ends a killed process in its own time.
bool ends(const std::string& marker) {
  for (int tries = 0; tries < 10'000; ++tries) {
    if (!process_lives(marker)) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

bool has_python() {
  const bool has = std::system("python3 -c '' 2>/dev/null") == 0;
  if (!has) WARN("python3 is missing: this test is left out (scripts/setup.sh installs it)");
  return has;
}

/// All at once, as each waits for most of its time.
void check_all(const std::vector<Stranger>& all) {
  const fs::path folder = fs::temp_directory_path() / ("strangers-" + std::to_string(getpid()));
  const std::string marker = folder.filename();
  std::vector<std::future<Outcome>> outcomes;
  for (std::size_t i = 0; i < all.size(); ++i)
    outcomes.push_back(std::async(std::launch::async, [&, i] {
      return outcome_of(all[i], folder / std::to_string(i), marker + "-" + std::to_string(i) + "-");
    }));
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Outcome outcome = outcomes[i].get();
    INFO(all[i].program << " " << all[i].test << "\n" << outcome.output);
    CHECK(outcome.status == all[i].status);
    for (const std::string& text : all[i].says) CHECK(contains(outcome.output, text));
    CHECK(ends(marker + "-" + std::to_string(i) + "-"));
  }
  fs::remove_all(folder);
}

TEST_CASE("programs of strangers get the verdict that Maelstrom gives them") {
  if (has_python()) check_all(strangers());
}

TEST_CASE("ids of 128 bits are told apart") {
  if (has_python())
    check_all({{"long_ids.py", "-w unique-ids --node-count 2" + short_test, valid}});
}

}  // namespace
}  // namespace eddy
