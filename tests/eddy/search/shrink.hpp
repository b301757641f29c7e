#pragma once

#include <cstdint>
#include <functional>

#include "tests/eddy/run/options.hpp"
#include "tests/eddy/run/trial.hpp"

namespace eddy {

/// How far the shrinking is.
struct ShrinkProgress {
  std::size_t trials;
  double share;                 ///< of the work that it may take
  const TestOptions& smallest;  ///< so far
  std::size_t operations;       ///< in that
};

/// What shrinking may cost: ops, ten times, and events of the network, in all trials
/// together, each trial counting for a thousand at least. So the result depends on no
/// machine; this much takes about a minute.
inline constexpr std::uint64_t most_shrinking_work = 8'000'000;

/// Makes a failing simulated test smaller as long as it fails alike, with the same verdict and
/// anomalies, none less and none more, and the same one first in its text: fewer faults, nodes,
/// clients, less time, and of the operations only those that matter (delta_debugging.hpp). Tries a
/// few seeds for each step but the last, as every change changes what is drawn. Calls back before
/// each trial.
TestOptions shrink(const TestOptions& failing, const Trial& failed,
                   const std::function<void(const ShrinkProgress&)>& on_trial,
                   std::uint64_t most_work = most_shrinking_work);

}  // namespace eddy
