#pragma once

#include <functional>
#include <set>
#include <string>

#include "tests/eddy/run/options.hpp"

namespace eddy {

/// Makes a failing simulated test smaller as long as one of its anomalies stays:
/// fewer faults, nodes, clients and operations, less time. Tries a few seeds for
/// each step, as every change changes what is drawn. Calls back before each trial.
TestOptions shrink(const TestOptions& failing, const std::set<std::string>& anomalies,
                   const std::function<void(const TestOptions&)>& on_trial);

}  // namespace eddy
