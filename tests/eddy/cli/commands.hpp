#pragma once

#include <string>
#include <vector>

namespace eddy {

/// What the program does with these arguments (its own name not among them): runs
/// one of its commands. Returns the exit status.
int run_commands(const std::vector<std::string>& arguments);

}  // namespace eddy
