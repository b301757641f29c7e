#pragma once

#include <set>
#include <string>
#include <vector>

#include "glomers/random.hpp"
#include "tests/eddy/net/link_faults.hpp"

namespace eddy {

using Nodes = std::vector<std::string>;
using Cut = std::set<LinkFaults::Link>;

/// A partition and the name of its shape.
struct Partition {
  std::string shape;
  Cut cut;
};

// Maelstrom's shapes (those of jepsen.nemesis.combined).

/// One random node alone.
Cut isolate_one(const Nodes& nodes, Random& random);
/// A random half, rounded down, and the rest: a majority, but for an even number.
Cut split_half(const Nodes& nodes, Random& random);
/// Less than a third of the nodes, and the rest; cuts nothing below four nodes.
Cut split_minority_third(const Nodes& nodes, Random& random);
/// Every node hears a majority, yet no two the same one: the links that remain
/// form a ring, one-way for three nodes, or for more than five nodes a random
/// graph of that degree.
Cut ring_of_majorities(const Nodes& nodes, Random& random);

/// One of these at random.
Partition draw_partition(const Nodes& nodes, Random& random);

/// A one-way partition: a random node is not heard by the others, or does not
/// hear them, or one link is cut in one direction.
Partition draw_one_way(const Nodes& nodes, Random& random);

}  // namespace eddy
