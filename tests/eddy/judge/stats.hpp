#pragma once

#include <optional>

#include "glomers/time.hpp"
#include "tests/eddy/history/history.hpp"

namespace eddy {

using glomers::Time;

/// Counts as Jepsen gives them: {"valid", "count", "ok-count", "fail-count",
/// "info-count", "by-f": {f: the same}}. Valid if every f but crash has an ok.
Json operation_stats(const History& history);

/// {"valid", "ok-fraction"}: the share of operations that ended as ok, and
/// whether it is at least `least` (true where nothing is asked).
Json availability(const History& history, std::optional<double> least);

/// By f: {"count", "p50", "p95", "p99", "max"}, in ms from invocation to ok.
Json latency_quantiles(const History& history);

/// {"asked", "achieved"}: operations a second begun in the main phase.
Json rate(const History& history, double asked, Time main_phase);

}  // namespace eddy
