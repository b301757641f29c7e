#pragma once

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// check_counter() for deltas of either sign. What keeps the real checker from a verdict has
/// the names that its labels have: "non-integer-final-read", "null-delta", "not-comparable" (a
/// delta that is no integer, a final read beyond 64 bits) and "overflow".
Json check_pn_counter(const History& history);

}  // namespace eddy
