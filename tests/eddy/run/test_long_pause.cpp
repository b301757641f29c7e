#include <algorithm>
#include <optional>
#include <set>

#include "tests/catch.hpp"
#include "tests/eddy/run/trial.hpp"

namespace eddy {
namespace {

constexpr std::uint64_t seeds_with_a_long_pause[] = {7, 14};

/// A pause of one leaf, for ten seconds and more.
struct Pause {
  std::string node;
  std::int64_t ended_ns = 0;
};

TestOptions three_nodes(const std::string& workload) {
  TestOptions options;
  options.workload = workload;
  options.simulate = true;
  options.node_count = 3;
  options.rate = 100;
  options.time_limit_s = 20;
  options.nemesis_interval_s = 10;
  return options;
}

/// None if the history has another pause. The first one begins with the test.
std::optional<Pause> long_pause(const History& history) {
  std::optional<Pause> pause;
  for (const Op& op : history) {
    if (op.process != nemesis_process) continue;
    if (op.f == "resume") {
      pause->ended_ns = op.time_ns;
    } else {
      if (pause || op.value.size() != 1 || op.value[0] == "n0") return std::nullopt;
      pause = {op.value[0].get<std::string>(), 0};
    }
  }
  return pause && pause->ended_ns >= 10'000'000'000 ? pause : std::nullopt;
}

/// Reads of the paused node that began two seconds after it went on, and lack a value that
/// somebody else had acknowledged before it did.
int stale_reads(const History& history, const Pause& pause) {
  const auto pairs = pair_ops(history);
  std::set<Json> known;
  int stale = 0;
  for (std::size_t i = 0; i < history.size(); ++i) {
    const Op& op = history[i];
    if (op.type == OpType::ok && op.f == "broadcast" && op.time_ns < pause.ended_ns)
      known.insert(op.value.json());
    if (op.type != OpType::ok || op.f != "read" || op.node != pause.node ||
        history[pairs[i]].time_ns < pause.ended_ns + 2'000'000'000)
      continue;
    const std::set<Json> read(op.value.json().begin(), op.value.json().end());
    stale += !std::includes(read.begin(), read.end(), known.begin(), known.end());
  }
  return stale;
}

std::int64_t messages(const Trial& trial) {
  return trial.results.at("net").at("servers").at("msg-count").get<std::int64_t>();
}

TEST_CASE("a node that was paused for ten seconds costs its peers four messages more at most") {
  for (const char* workload : {"broadcast", "kafka", "txn-rw-register"}) {
    TestOptions options = three_nodes(workload);
    const std::int64_t without = messages(run_trial(options));
    options.faults = {"pause"};
    for (const std::uint64_t seed : seeds_with_a_long_pause) {
      options.seed = seed;
      const Trial trial = run_trial(options);
      const auto pause = long_pause(trial.history());
      REQUIRE(pause);
      INFO(workload << ", seed " << options.seed << ", " << pause->node << " until "
                    << pause->ended_ns << " ns: " << messages(trial) << " messages, " << without
                    << " without the pause");
      CHECK(messages(trial) <= without + 2 * 4);
      if (options.workload == "broadcast") CHECK(stale_reads(trial.history(), *pause) == 0);
    }
  }
}

}  // namespace
}  // namespace eddy
