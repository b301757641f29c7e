#pragma once

#include <vector>

#include "tests/eddy/explore/explored_run.hpp"

namespace eddy {

/// Runs these schedules in processes beside each other; none if Ctrl-C came. One that ends
/// its process is told as `died`. The states are known to all of them, and no others.
std::optional<std::vector<ExploredRun>> run_wave(const ExploredTest& test,
                                                 const std::vector<Schedule>& schedules,
                                                 const States* known, unsigned processes);

}  // namespace eddy
