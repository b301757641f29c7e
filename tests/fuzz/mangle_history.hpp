#pragma once

#include "glomers/random.hpp"
#include "tests/eddy/history/history.hpp"

namespace eddy {

/// Puts odd values into one to four ops: null, false, numbers at the limits, another type
/// than expected; lists lose or repeat an element, completions become others.
void mangle_history(History& history, glomers::Random& random);

}  // namespace eddy
