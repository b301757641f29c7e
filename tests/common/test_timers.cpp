#include "glomers/time.hpp"
#include "glomers/timers.hpp"
#include "tests/catch.hpp"

using namespace glomers;

namespace {

/// Runs all timers that are due.
int run_due(Timers& timers, Time now) {
  int count = 0;
  while (auto callback = timers.pop_due(now)) {
    (*callback)();
    ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("timers run in the order of their due times, equal ones as they were set") {
  Timers timers;
  std::string order;
  const auto note = [&](char c) { return [&order, c] { order += c; }; };
  timers.at(30ms, note('d'));
  timers.at(10ms, note('a'));
  timers.at(20ms, note('b'));
  timers.at(20ms, note('c'));
  CHECK(timers.next_due() == std::optional<Time>(10ms));
  CHECK(run_due(timers, 9ms) == 0);
  CHECK(run_due(timers, 20ms) == 3);
  CHECK(order == "abc");
  CHECK(timers.next_due() == std::optional<Time>(30ms));
  run_due(timers, 1s);
  CHECK(order == "abcd");
  CHECK(!timers.next_due());
}

TEST_CASE("a cancelled timer does not run; to cancel one that has run does nothing") {
  Timers timers;
  int runs = 0;
  const TimerId first = timers.at(10ms, [&] { ++runs; });
  const TimerId second = timers.at(20ms, [&] { ++runs; });
  timers.cancel(second);
  CHECK(run_due(timers, 1s) == 1);
  timers.cancel(first);
  timers.cancel(12345);
  CHECK(runs == 1);
}

TEST_CASE("spans convert to milliseconds and back") {
  CHECK(to_ms(1500us) == 1.5);
  CHECK(from_ms(0.25) == 250us);
}
