#pragma once

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// What was added must be in every later read at last: check_set_full() with what is special to
/// a set. A read of text is one of its characters, a read of an object one of its pairs. Unknown
/// are, as to the real checker: an operation that is neither add nor read ("unknown-f"), the end
/// of an add that never began ("completed-element-not-added"), a read of what is no list
/// ("not-a-list"), and elements without an order between them ("not-comparable").
Json check_g_set(const History& history);

}  // namespace eddy
