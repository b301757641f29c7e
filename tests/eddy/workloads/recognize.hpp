#pragma once

#include <optional>
#include <string>

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// The workload that most of the history's operations can be of; of several the one whose
/// first operation comes first; none where no operation tells.
std::optional<std::string> workload_of(const History& history);

/// The same; none where an operation can be of `workload`.
std::optional<std::string> other_workload(const History& history, const std::string& workload);

}  // namespace eddy
