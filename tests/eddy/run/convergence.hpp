#pragma once

#include <string>
#include <vector>

#include "tests/eddy/history/history.hpp"
#include "tests/eddy/net/network.hpp"
#include "tests/eddy/time/scheduler.hpp"

namespace eddy {

/// Sends the requests to every node (WorkloadKind::convergence_requests()). Returns whether all
/// answer alike. Lets the scheduler run until they have answered, or five seconds have passed.
bool nodes_agree(const std::vector<Json>& requests, Scheduler& scheduler, Network& network,
                 const std::vector<std::string>& nodes);

}  // namespace eddy
