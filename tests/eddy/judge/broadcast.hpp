#pragma once

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// What was broadcast must be in every later read at last (Jepsen's set-full, not
/// linearizable). Result: valid, attempt-count, stable-count, lost, lost-count,
/// never-read, never-read-count, stale, stale-count, worst-stale,
/// duplicated-count (always 0), and the quantiles (of whole milliseconds)
/// stable-latencies and lost-latencies where there are such elements.
Json check_broadcast(const History& history);

}  // namespace eddy
