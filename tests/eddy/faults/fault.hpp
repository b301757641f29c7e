#pragma once

#include <functional>
#include <string>
#include <vector>

#include "glomers/json.hpp"
#include "glomers/random.hpp"
#include "tests/eddy/faults/partition.hpp"
#include "tests/eddy/net/network.hpp"
#include "tests/eddy/nodes/cluster.hpp"

namespace eddy {

/// One kind of fault, which the nemesis begins and ends in turn.
struct Fault {
  std::string begin_f;  ///< what the history calls its beginning
  std::string end_f;
  std::function<Json(Random&)> begin;  ///< returns what it does, for the history
  std::function<void()> end;
};

struct FaultOptions {
  double p_loss = 0.1;       ///< the probability that a message is lost while `loss` is on
  double p_duplicate = 0.1;  ///< the probability that it comes twice while `duplicate` is on
};

/// All names in the order of the documentation: partition, one-way, loss, ...
const std::vector<std::string>& fault_names();

/// False for a fault that no real process can be made to have.
bool possible_for_processes(const std::string& fault);

/// Draws the nodes that `kill` and `pause` strike. As in Maelstrom they are one node, a minority,
/// a majority, or all, each as likely as the others.
Nodes draw_targets(Nodes nodes, Random& random);

/// Throws std::invalid_argument for a name that is not in fault_names().
Fault make_fault(const std::string& name, Network& network, Cluster& cluster,
                 const FaultOptions& options);

}  // namespace eddy
