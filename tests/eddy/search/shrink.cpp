#include "tests/eddy/search/shrink.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "tests/eddy/search/delta_debugging.hpp"
#include "tests/eddy/search/operations_done.hpp"
#include "tests/eddy/workloads/kinds.hpp"

namespace eddy {
namespace {

constexpr std::uint64_t seeds_per_step = 8;
constexpr std::uint64_t work_per_op = 10;
constexpr std::uint64_t least_work = 1000;

using Candidates = std::vector<TestOptions>;
using Numbers = std::vector<std::size_t>;

/// The same test with something changed.
template <class F>
TestOptions with(const TestOptions& options, const F& change) {
  TestOptions changed = options;
  change(changed);
  return changed;
}

/// For the same reasons, with the same one first. A reason that a smaller test adds comes from
/// being small, and would hide the one that is looked for.
bool fails_alike(const Trial& trial, const Trial& failed) {
  return trial.verdict == failed.verdict && trial.anomalies == failed.anomalies &&
         trial.first_anomaly == failed.first_anomaly;
}

/// A person reads it in a command: 13.668750000000001 says no more than 13.6688.
double to_tenths_of_ms(double seconds) {
  return std::round(1e4 * seconds) / 1e4;
}

/// All tests with a smaller cluster or less time, the largest steps first.
Candidates smaller_surroundings(const TestOptions& now) {
  Candidates candidates;
  const auto add = [&](const auto& change) { candidates.push_back(with(now, change)); };
  for (std::size_t i = 0; i < now.faults.size(); ++i)
    add([&](TestOptions& t) { t.faults.erase(t.faults.begin() + static_cast<std::ptrdiff_t>(i)); });
  for (const int nodes : {now.node_count / 2, now.node_count - 1})
    if (nodes > 0) add([&](TestOptions& t) { t.node_count = nodes; });
  const int clients = worker_count(now);
  if (clients > now.node_count) add([&](TestOptions& t) { t.concurrency = "1n"; });
  for (const int fewer : {clients / 2, clients - 1})
    if (fewer > 0) add([&](TestOptions& t) { t.concurrency = std::to_string(fewer); });
  if (now.latency_ms > 0) add([&](TestOptions& t) { t.latency_ms = 0; });
  if (now.lateness_ms > 0) add([&](TestOptions& t) { t.lateness_ms = 0; });
  if (workload_kind(now.workload).has_transactions() && now.max_txn_length > 1)
    add([&](TestOptions& t) { --t.max_txn_length; });
  if (now.time_limit_s > 0.5)
    for (const double share : {0.5, 0.75, 0.9})
      add([&](TestOptions& t) { t.time_limit_s = to_tenths_of_ms(share * t.time_limit_s); });
  if (now.rate > 1 && !now.operations) add([&](TestOptions& t) { t.rate /= 2; });
  std::erase_if(candidates, [](const TestOptions& each) { return !fits_workload(each); });
  return candidates;
}

/// All tests with fewer of these operations, at the beginning or at the end.
Candidates fewer_operations(const TestOptions& now, const Numbers& done) {
  Candidates candidates;
  const auto add = [&](std::size_t first, std::size_t end) {
    const auto at = [&](std::size_t i) { return done.begin() + static_cast<std::ptrdiff_t>(i); };
    candidates.push_back(with(now, [&](TestOptions& t) {
      t.operations = NumberRanges({at(first), at(end)});
    }));
  };
  const std::size_t count = done.size();
  for (const std::size_t fewer : {count / 2, count / 4, count / 16}) {
    if (fewer == 0) continue;
    add(0, count - fewer);
    add(fewer, count);
  }
  return candidates;
}

class Shrinker {
 public:
  Shrinker(const TestOptions& failing, const Trial& failed,
           const std::function<void(const ShrinkProgress&)>& on_trial, std::uint64_t most_work)
      : failed_(failed),
        on_trial_(on_trial),
        most_work_(most_work),
        smallest_(failing),
        done_(operations_done(failing, failed.history())) {}

  TestOptions run() {
    do {
      while (step()) {
      }
    } while (leave_out_operations());
    return smallest_;
  }

 private:
  /// Whether it fails as it should; then it is the smallest so far. No test does once the
  /// work is done.
  bool accept(const TestOptions& candidate) {
    if (work_ >= most_work_) return false;
    on_trial_({++trials_, static_cast<double>(work_) / static_cast<double>(most_work_), smallest_,
               done_.size()});
    std::uint64_t work = 0;
    const Trial trial = run_trial(candidate, [&](const NetworkEvent&) { ++work; });
    work += work_per_op * trial.history().size();
    work_ += std::max(work, least_work);
    if (!fails_alike(trial, failed_)) return false;
    smallest_ = candidate;
    done_ = operations_done(candidate, trial.history());
    return true;
  }

  bool accept_with_some_seed(TestOptions candidate) {
    for (std::uint64_t i = 0; i < seeds_per_step; ++i, ++candidate.seed)
      if (accept(candidate)) return true;
    return false;
  }

  bool step() {
    Candidates candidates = smaller_surroundings(smallest_);
    for (TestOptions& each : fewer_operations(smallest_, done_))
      candidates.push_back(std::move(each));
    return std::any_of(candidates.begin(), candidates.end(),
                       [this](const TestOptions& each) { return accept_with_some_seed(each); });
  }

  /// Single ones, at one seed: with another the same numbers are other operations.
  bool leave_out_operations() {
    const std::size_t before = done_.size();
    const TestOptions base = smallest_;
    minimize(done_, [&](const Numbers& numbers) {
      return accept(with(base, [&](TestOptions& t) { t.operations = NumberRanges(numbers); }));
    });
    return done_.size() < before;
  }

  const Trial& failed_;
  const std::function<void(const ShrinkProgress&)>& on_trial_;
  std::uint64_t most_work_;
  std::uint64_t work_ = 0;
  std::size_t trials_ = 0;
  TestOptions smallest_;
  Numbers done_;  ///< in the smallest test
};

}  // namespace

TestOptions shrink(const TestOptions& failing, const Trial& failed,
                   const std::function<void(const ShrinkProgress&)>& on_trial,
                   std::uint64_t most_work) {
  return Shrinker(failing, failed, on_trial, most_work).run();
}

}  // namespace eddy
