#pragma once

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// Every echo that completed ok or fail must have brought back what was sent.
/// Result: valid, error-count, errors.
Json check_echo(const History& history);

}  // namespace eddy
