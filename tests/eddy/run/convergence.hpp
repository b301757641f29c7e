#pragma once

#include <string>
#include <vector>

#include "tests/eddy/history/history.hpp"
#include "tests/eddy/net/network.hpp"
#include "tests/eddy/time/scheduler.hpp"

namespace eddy {

/// Whether the workload's own final operations leave open if all nodes hold the
/// same: transactions have none, and of a log it is enough that each message was
/// polled somewhere.
bool must_ask_for_convergence(const std::string& workload);

/// Asks every node for all that the history's operations wrote: every register, or
/// every log and committed offset. Returns whether all answer alike. Lets the
/// scheduler run until they have answered, or five seconds have passed.
bool nodes_agree(const std::string& workload, Scheduler& scheduler, Network& network,
                 const std::vector<std::string>& nodes, const History& history);

}  // namespace eddy
