#include "tests/eddy/search/shrink.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "tests/eddy/run/trial.hpp"

namespace eddy {
namespace {

constexpr std::uint64_t seeds_per_step = 8;

using Candidates = std::vector<TestOptions>;

/// The same test with something changed.
template <class F>
TestOptions with(const TestOptions& options, const F& change) {
  TestOptions changed = options;
  change(changed);
  return changed;
}

/// How many the main phase begins; about, where nothing limits them but time.
std::size_t operations(const TestOptions& options) {
  const auto in_time = static_cast<std::size_t>(options.rate * options.time_limit_s) + 1;
  return std::min(in_time, options.max_operations.value_or(in_time));
}

/// All tests that are one step smaller, the largest steps first.
Candidates smaller(const TestOptions& now) {
  Candidates candidates;
  const auto add = [&](const auto& change) { candidates.push_back(with(now, change)); };
  for (std::size_t i = 0; i < now.faults.size(); ++i)
    add([&](TestOptions& t) { t.faults.erase(t.faults.begin() + static_cast<std::ptrdiff_t>(i)); });
  for (const int nodes : {now.node_count / 2, now.node_count - 1})
    if (nodes > 0) add([&](TestOptions& t) { t.node_count = nodes; });
  if (worker_count(now) > now.node_count) add([&](TestOptions& t) { t.concurrency = "1n"; });
  if (now.latency_ms > 0) add([&](TestOptions& t) { t.latency_ms = 0; });
  if (now.time_limit_s > 0.5)
    for (const double share : {0.5, 0.75, 0.9})
      add([&](TestOptions& t) { t.time_limit_s *= share; });
  if (now.rate > 1) add([&](TestOptions& t) { t.rate /= 2; });
  const std::size_t count = operations(now);
  for (const std::size_t fewer : {count / 2, count / 4, count / 16, std::size_t{1}}) {
    if (fewer == 0 || fewer >= count) continue;
    add([&](TestOptions& t) { t.max_operations = count - fewer; });
    add([&](TestOptions& t) {
      t.skip_operations += fewer;
      t.max_operations = count - fewer;
    });
  }
  return candidates;
}

bool shows(const TestOptions& options, const std::set<std::string>& anomalies) {
  const Trial trial = run_trial(options);
  return std::any_of(trial.anomalies.begin(), trial.anomalies.end(),
                     [&](const std::string& each) { return anomalies.count(each) != 0; });
}

}  // namespace

TestOptions shrink(const TestOptions& failing, const std::set<std::string>& anomalies,
                   const std::function<void(const TestOptions&)>& on_trial) {
  const auto try_seeds = [&](TestOptions candidate) -> std::optional<TestOptions> {
    for (std::uint64_t i = 0; i < seeds_per_step; ++i, ++candidate.seed) {
      on_trial(candidate);
      if (shows(candidate, anomalies)) return candidate;
    }
    return std::nullopt;
  };
  const auto step = [&](const TestOptions& now) -> std::optional<TestOptions> {
    for (const TestOptions& candidate : smaller(now))
      if (auto found = try_seeds(candidate)) return found;
    return std::nullopt;
  };
  TestOptions smallest = failing;
  while (auto found = step(smallest)) smallest = *found;
  return smallest;
}

}  // namespace eddy
