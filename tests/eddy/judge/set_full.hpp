#pragma once

#include <string>
#include <vector>

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// What was put into a set by operations `add` must be in every later read at last (Jepsen's
/// set-full, not linearizable). Result: valid, attempt-count, stable-count, lost, lost-count,
/// never-read, never-read-count, stale, stale-count, worst-stale,
/// duplicated-count (always 0), and the quantiles (of whole milliseconds)
/// stable-latencies and lost-latencies where there are such elements.
Json check_set_full(const History& history, const std::string& add);

/// The fields of the result that the real checker has, too.
std::vector<std::string> set_full_fields();

}  // namespace eddy
