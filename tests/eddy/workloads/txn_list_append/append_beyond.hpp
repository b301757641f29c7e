#pragma once

#include "tests/eddy/judge/findings.hpp"
#include "tests/eddy/workloads/txn_list_append/append_history.hpp"

namespace eddy {

/// Adds oddities of ok transactions that Elle's checker does not see, or only under some models:
/// - internal-null: null first, a list with elements later, nothing appended between;
/// - forgotten-element: a read that lacks what the same process had read or appended in an
///   earlier ok transaction.
void find_append_beyond(const AppendHistory& history, Findings& beyond);

}  // namespace eddy
