#include "tests/catch.hpp"
#include "tests/eddy/nodes/process_host.hpp"
#include "tests/text.hpp"

namespace eddy {
namespace {

/// A shell's command as a node.
struct Shell {
  explicit Shell(const std::string& command)
      : host(loop, {"/bin/sh", "-c", command}, "n0", {}, [](const Message&) {}) {
    host.start();
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
  ProcessHost host;
};

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

}  // namespace
}  // namespace eddy
