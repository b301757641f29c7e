#pragma once

#include <string>

#include "tests/eddy/history/history.hpp"
#include "tests/eddy/judge/check_options.hpp"

namespace eddy {

/// Judges a history as Maelstrom's checker for the workload does: WorkloadKind::check(), and
/// answers that are not what was asked for. Throws std::invalid_argument for an unknown
/// workload or model, HistoryError for what is no history.
Json check(const std::string& workload, const History& history, const CheckOptions& options = {});

}  // namespace eddy
