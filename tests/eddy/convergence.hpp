#pragma once

#include <string>
#include <vector>

#include "tests/eddy/history.hpp"
#include "tests/eddy/network.hpp"

namespace eddy {

/// Whether all nodes hold the same value in every register that the history of
/// txn-rw-register mentions: its workload, unlike others, has no final reads.
/// Asks each node in one transaction, and runs the scheduler until all have
/// answered or a client's timeout has passed; who does not answer does not agree.
bool registers_agree(Scheduler& scheduler, Network& network, const std::vector<std::string>& nodes,
                     const History& history);

}  // namespace eddy
