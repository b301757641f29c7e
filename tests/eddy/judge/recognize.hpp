#pragma once

#include <optional>
#include <string>

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// The workload whose operations the history has, by the first that tells; none
/// where no operation does.
std::optional<std::string> recognized_workload(const History& history);

}  // namespace eddy
