#pragma once

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// Every final read must return the sum of all acknowledged adds plus that of
/// any of the indefinite ones. Result: valid, error-count, errors (ops),
/// final-reads, acceptable (closed ranges, ascending). Unknown are: a final read that is
/// no integer ("non-integer-final-read"), sums at the limits of 64 bits ("sum-overflow"),
/// and final reads within so many ranges that we do not tell them apart
/// ("too-many-acceptable-sums").
Json check_g_counter(const History& history);

}  // namespace eddy
