#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "tests/eddy/run/options.hpp"

namespace eddy {

struct SweepOptions {
  std::uint64_t seeds = 1;  ///< how many, from the test's own seed on
  bool keep_going = false;  ///< run all, though one has failed
  unsigned processes = 1;
};

struct SweepResult {
  std::uint64_t passed = 0;
  std::vector<std::uint64_t> failed;  ///< seeds, the smallest first
  std::vector<std::uint64_t> died;    ///< those among them that ended their process
};

/// Runs a simulated test with many seeds, in processes beside each other. A
/// process that dies counts as a failure of the seed that it was at.
SweepResult sweep(const TestOptions& test, const SweepOptions& options,
                  const std::function<void(const SweepResult&)>& on_progress);

}  // namespace eddy
