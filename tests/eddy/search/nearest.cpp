#include "tests/eddy/search/nearest.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "tests/eddy/search/operations_done.hpp"

namespace eddy {
namespace {

constexpr std::size_t max_operations = 100;

/// All tests with one fault less, then those with one operation less, then one with a node less.
std::vector<TestOptions> smaller_by_one(const TestOptions& test, const History& history) {
  std::vector<TestOptions> candidates;
  for (std::size_t i = 0; i < test.faults.size(); ++i) {
    candidates.push_back(test);
    std::vector<std::string>& faults = candidates.back().faults;
    faults.erase(faults.begin() + static_cast<std::ptrdiff_t>(i));
  }
  const std::vector<std::size_t> done = operations_done(test, history);
  for (std::size_t i = 0; i < std::min(done.size(), max_operations); ++i) {
    std::vector<std::size_t> others = done;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    candidates.push_back(test);
    candidates.back().operations = NumberRanges(others);
  }
  if (test.node_count > 1) {
    candidates.push_back(test);
    --candidates.back().node_count;
    if (!fits_workload(candidates.back())) candidates.pop_back();
  }
  return candidates;
}

}  // namespace

std::optional<TestOptions> nearest_passing(const TestOptions& failing, const Trial& failed) {
  for (TestOptions& candidate : smaller_by_one(failing, failed.history()))
    if (run_trial(candidate).passed) return std::move(candidate);
  return std::nullopt;
}

}  // namespace eddy
