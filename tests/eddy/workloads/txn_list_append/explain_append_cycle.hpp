#pragma once

#include <vector>

#include "tests/eddy/judge/txn/txn_cycles.hpp"
#include "tests/eddy/judge/txn/txn_explain.hpp"
#include "tests/eddy/workloads/txn_list_append/append_order.hpp"

namespace eddy {

/// Each transaction gets a name, T1 being the first to have ended, and each step its reason.
Example explain_append_cycle(const AppendHistory& history, const AppendOrder& order,
                             const std::vector<Step>& steps);

}  // namespace eddy
