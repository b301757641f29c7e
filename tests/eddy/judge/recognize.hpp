#pragma once

#include <optional>
#include <string>

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// The workload that a history is of, by the first operation that tells; none where an
/// operation tells that it is of `workload`, or where no operation tells.
std::optional<std::string> other_workload(const History& history, const std::string& workload);

}  // namespace eddy
