#pragma once

#include "tests/eddy/history/history.hpp"
#include "tests/eddy/run/options.hpp"

namespace eddy {

/// Judges how fast kafka's messages come into view: while a path of working links, which
/// may work one way only, leads from each node to each other, and has done so for 3 s, no
/// poll comes back without anything of a key in which a message beyond its offset has been
/// known for 3 s. The longer latencies of a test come on top, twenty times the mean.
///
/// {"valid", "late-count", "explanations"}
Json check_poll_propagation(const TestOptions& options, const History& history);

}  // namespace eddy
