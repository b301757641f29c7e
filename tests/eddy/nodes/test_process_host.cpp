#include <signal.h>

#include <filesystem>
#include <fstream>

#include "tests/catch.hpp"
#include "tests/eddy/nodes/first_line.hpp"
#include "tests/eddy/nodes/process_host.hpp"
#include "tests/text.hpp"

namespace eddy {
namespace {

/// The state of a process: 'Z' if it has ended and nobody has asked how, '-' if there is none.
char state_of(pid_t pid) {
  std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
  std::string word;
  char state = '-';
  stat >> word >> word >> state;
  return state;
}

/// A node that is a command of the shell.
struct Shell {
  explicit Shell(const std::string& command)
      : host(loop, {"/bin/sh", "-c", command}, "n0", {}, [this](const Message&) { ++heard; }) {
    host.start();
  }

  void run_for(Time span) {
    loop.after(span, [this] { loop.stop(); });
    loop.run();
  }

  /// Lets time pass until the condition holds.
  template <class F>
  void run_until(F condition) {
    for (int ms = 0; !condition(); ++ms) {
      REQUIRE(ms < 100'000);
      run_for(1ms);
    }
  }

  std::string failure() {
    return failure_of([this] { loop.run(); });
  }

  template <class F>
  static std::string failure_of(F action) {
    try {
      action();
    } catch (const NodeFailure& failure) {
      return failure.what();
    }
    return "";
  }

  RealLoop loop;
  int heard = 0;
  ProcessHost host;
};

const Message hello = {"n0", "n1", {{"type", "hello"}}, {}};

TEST_CASE("a node that prints a line without end is stopped soon") {
  Shell node("exec cat /dev/zero");
  const std::string failure = node.failure();
  CHECK(contains(failure, "node n0 printed more than 33554432 bytes without a newline"));
  CHECK(node.host.unfinished_line().size() < 40'000'000);
}

TEST_CASE("a node that floods its standard error has its last lines kept, not all of a line") {
  Shell node("head -c 3000000 /dev/zero >&2; exit 7");
  const std::string failure = node.failure();
  CHECK(contains(failure, "exited with status 7"));
  CHECK(failure.size() < 100'000);
}

TEST_CASE("what waits for a node that does not read has a bound") {
  Shell node("exec sleep 1000");
  const Message message{"c1", "n0", {{"type", "echo"}, {"echo", std::string(1 << 20, 'x')}}, {}};
  const auto flood = [&] {
    for (int mib = 0; mib < 300; ++mib) node.host.deliver(message);
  };
  CHECK(contains(Shell::failure_of(flood), "n0 does not read its input"));
}

TEST_CASE("a shell that waits for its program stops, goes on and ends with it") {
  Shell node("sleep 1000 & echo $! >&2; cat; true");
  node.host.deliver(hello);
  node.run_until([&] { return node.heard == 1; });
  const pid_t helper = std::stoi(node.host.last_log_lines().back());
  node.host.pause();
  node.host.deliver(hello);
  node.run_for(200ms);
  CHECK(node.heard == 1);
  node.host.resume();
  node.run_until([&] { return node.heard == 2; });
  CHECK(kill(helper, 0) == 0);
  node.host.kill();
  // It is nobody's child here: the system takes it away, if something reads the ends of orphans.
  node.run_until([&] { return kill(helper, 0) != 0 || state_of(helper) == 'Z'; });
}

TEST_CASE("what a node has not read of its input is known") {
  Shell reader("cat > /dev/null");
  Shell sleeper("exec sleep 1000");
  reader.host.deliver(hello);
  sleeper.host.deliver(hello);
  reader.run_until([&] { return reader.host.has_read_all(); });
  sleeper.run_for(50ms);
  CHECK(!sleeper.host.has_read_all());
}

TEST_CASE("a node runs in the system's folder for what is temporary") {
  Shell node("pwd -P >&2; cat");
  node.run_until([&] { return !node.host.last_log_lines().empty(); });
  CHECK(node.host.last_log_lines().back() ==
        std::filesystem::canonical(std::filesystem::temp_directory_path()));
}

TEST_CASE("a program for another machine is told as that, and not given to the shell") {
  const std::string program = std::filesystem::temp_directory_path() / "eddy-other-machine";
  std::ofstream(program) << std::string(
      "\x7f"
      "ELF\0\0\0\0",
      8);
  std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  RealLoop loop;
  ProcessHost host(loop, {program}, "n0", {}, [](const Message&) {});
  host.start();
  CHECK(contains(Shell::failure_of([&] { loop.run(); }), "Exec format error"));
  std::filesystem::remove(program);
}

TEST_CASE("the first line of a script is told where its interpreter is not there") {
  const std::string script = std::filesystem::temp_directory_path() / "eddy-first-line";
  const auto fault_of = [&](const std::string& text) {
    std::ofstream(script) << text;
    return first_line_fault(script);
  };
  for (const char* good :
       {"", "#!/bin/sh\n", "#! /bin/sh -e\nexit\n", "#!/usr/bin/env sh\n", "echo\r\n",
        "#!/usr/bin/env -S sh -e\n", "#!/usr/bin/env A=1\n", "#!/bin/sh", "#!"})
    CHECK(fault_of(good).empty());
  CHECK(contains(fault_of("#!/bin/sh\r\n"), R"(interpreter '/bin/sh\r', with the CR of)"));
  CHECK(contains(fault_of("#!/usr/bin/env sh\r\n"), R"(interpreter 'sh\r', with the CR of)"));
  CHECK(contains(fault_of("#!/nowhere/sh -e\n"), "interpreter '/nowhere/sh', which is not there"));
  CHECK(contains(fault_of("#!/usr/bin/env no-such\n"), "'no-such', which is not in any folder"));
  std::filesystem::remove(script);
}

}  // namespace
}  // namespace eddy
