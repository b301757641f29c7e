#include "tests/eddy/shrink.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "tests/eddy/trial.hpp"

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
  if (now.time_limit_s > 0.5) add([&](TestOptions& t) { t.time_limit_s /= 2; });
  if (now.rate > 1) add([&](TestOptions& t) { t.rate /= 2; });
  const double operations = now.rate * now.time_limit_s;
  const auto most = now.max_operations.value_or(static_cast<std::size_t>(operations) + 1);
  for (const std::size_t count : {most / 2, most - most / 4, most - 1})
    if (count > 0 && count < most) add([&](TestOptions& t) { t.max_operations = count; });
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
