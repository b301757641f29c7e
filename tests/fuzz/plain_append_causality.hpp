#pragma once

#include "tests/fuzz/plain_appends.hpp"

namespace eddy::plain {

/// Is there a transaction that comes before itself in causal order, or a read that lacks what a
/// cause of its transaction appended?
bool breaks_append_causality(const AppendTxns& history);

}  // namespace eddy::plain
