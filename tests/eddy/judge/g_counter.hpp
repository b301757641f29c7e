#pragma once

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// Every final read must return the sum of all acknowledged adds plus that of
/// any of the indefinite ones. Result: valid, error-count, errors (ops),
/// final-reads, acceptable (closed ranges, ascending). A final read that is no
/// integer makes it unknown ("non-integer-final-read").
Json check_g_counter(const History& history);

}  // namespace eddy
