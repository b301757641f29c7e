#pragma once

#include <cstddef>
#include <vector>

#include "tests/eddy/history/history.hpp"
#include "tests/eddy/run/options.hpp"

namespace eddy {

/// The numbers of the main phase's operations that were done.
std::vector<std::size_t> operations_done(const TestOptions& options, const History& history);

}  // namespace eddy
