#pragma once

#include <functional>

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// Leaves out operations, and parts of their lists, as long as the history keeps what
/// `is_wanted` asks of it. Indices are made anew.
History shrink_history(History history, const std::function<bool(const History&)>& is_wanted);

}  // namespace eddy
