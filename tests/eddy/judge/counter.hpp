#pragma once

#include <string>
#include <vector>

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// The error of a result in which a sum reaches the limits of 64 bits.
inline constexpr const char* sum_overflow = "sum-overflow";

/// Every final read must return the sum of all acknowledged adds plus that of
/// any of the indefinite ones. Result: valid, error-count, errors (ops),
/// final-reads, acceptable (closed ranges, ascending). Unknown are: a final read that is
/// no integer ("non-integer-final-read"), sums at the limits of 64 bits ("sum-overflow"),
/// and final reads within so many ranges that we do not tell them apart
/// ("too-many-acceptable-sums").
Json check_counter(const History& history);

/// The fields of the result that the real checker has, too.
std::vector<std::string> counter_fields();

}  // namespace eddy
