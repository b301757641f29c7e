#pragma once

#include <optional>

#include "tests/eddy/run/options.hpp"
#include "tests/eddy/run/trial.hpp"

namespace eddy {

/// The first test to pass with one fault less, else with one operation less (of the first
/// hundred), else with one node less, at the same seed: beside it can be seen what made the
/// other fail. None if all fail too.
std::optional<TestOptions> nearest_passing(const TestOptions& failing, const Trial& failed);

}  // namespace eddy
