#pragma once

#include <algorithm>
#include <ctime>

#include "tests/catch.hpp"
#include "tests/eddy/workloads/check.hpp"

namespace eddy {

/// How many times the CPU time of judging the small history the large one takes; both
/// must be valid. A busy machine slows one of the two now and then, but not in every
/// round: the lowest of ten, or the first up to `enough`.
inline double cost_ratio(const std::string& workload, const CheckOptions& options,
                         const History& small, const History& large, double enough) {
  const auto cost_of = [&](const History& history) {
    const std::clock_t start = std::clock();
    REQUIRE(check(workload, history, options)["valid"] == true);
    return static_cast<double>(std::clock() - start);
  };
  double ratio = 1e9;
  for (int round = 0; round < 10 && ratio > enough; ++round) {
    const double small_cost = cost_of(small);
    ratio = std::min(ratio, cost_of(large) / small_cost);
  }
  return ratio;
}

}  // namespace eddy
