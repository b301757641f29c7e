#pragma once

#include <string>
#include <vector>

#include "tests/eddy/run/options.hpp"

namespace eddy {

/// Runs a simulated test and tells what happened, in the order of time:
/// operations, faults, and the messages between nodes and services. A line each.
std::vector<std::string> timeline(const TestOptions& options);

}  // namespace eddy
