#pragma once

#include "tests/eddy/history/history.hpp"
#include "tests/eddy/run/options.hpp"

namespace eddy {

/// So many mean latencies come on top of each limit.
inline constexpr int latencies_on_top = 20;

/// Judges how fast broadcast values come to where the way is open, which
/// Maelstrom does not ask: it judges what is there in the end. While a partition
/// lasts, a value that one node acknowledged must be in the reads of each node
/// that a path of working links joins to it, once both have been so for 5 s; and
/// 2 s after a partition has healed, values must be everywhere. The longer
/// latencies of a test come on top, twenty times the mean. Of kafka's messages see
/// check_poll_propagation().
///
/// {"valid", "late-count", "explanations"}
Json check_propagation(const TestOptions& options, const History& history);

/// For broadcast and kafka, and only if partitions are the only faults: of other faults the
/// history does not tell which links work.
bool can_check_propagation(const TestOptions& options);

}  // namespace eddy
