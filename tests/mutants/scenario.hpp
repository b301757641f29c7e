#pragma once

#include <string>
#include <vector>

#include "tests/eddy/test_options.hpp"

namespace mutants {

/// The simulated test of that name: short, with the faults that its workload's
/// guarantee covers. Throws std::invalid_argument.
eddy::TestOptions scenario(const std::string& name);

}  // namespace mutants
