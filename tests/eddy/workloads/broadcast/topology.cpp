#include "tests/eddy/workloads/broadcast/topology.hpp"

#include <cstddef>
#include <stdexcept>

namespace eddy {
namespace {

using Neighbours = std::vector<std::size_t>;

Neighbours in_line(std::size_t i, std::size_t count) {
  Neighbours neighbours;
  if (i > 0) neighbours.push_back(i - 1);
  if (i + 1 < count) neighbours.push_back(i + 1);
  return neighbours;
}

Neighbours in_grid(std::size_t i, std::size_t count) {
  std::size_t side = 1;
  while (side * side < count) ++side;
  Neighbours neighbours;
  if (i + side < count) neighbours.push_back(i + side);
  if (i >= side) neighbours.push_back(i - side);
  if (i % side != side - 1 && i + 1 < count) neighbours.push_back(i + 1);
  if (i % side != 0) neighbours.push_back(i - 1);
  return neighbours;
}

Neighbours in_tree(std::size_t i, std::size_t count, std::size_t branches) {
  Neighbours neighbours;
  if (i > 0) neighbours.push_back((i - 1) / branches);
  for (std::size_t child = i * branches + 1; child <= i * branches + branches && child < count;
       ++child)
    neighbours.push_back(child);
  return neighbours;
}

Neighbours all_others(std::size_t i, std::size_t count) {
  Neighbours neighbours;
  for (std::size_t j = 0; j < count; ++j)
    if (j != i) neighbours.push_back(j);
  return neighbours;
}

Neighbours neighbours_of(std::size_t i, std::size_t count, const std::string& shape) {
  if (shape == "line") return in_line(i, count);
  if (shape == "grid") return in_grid(i, count);
  if (shape == "tree" || shape == "tree2") return in_tree(i, count, 2);
  if (shape == "tree3") return in_tree(i, count, 3);
  if (shape == "tree4") return in_tree(i, count, 4);
  if (shape == "total") return all_others(i, count);
  throw std::invalid_argument("unknown topology: " + shape);
}

}  // namespace

Json make_topology(const std::string& shape, const std::vector<std::string>& nodes) {
  Json topology = Json::object();
  // Maelstrom's line of one node is empty, the node is not even named.
  if (shape == "line" && nodes.size() == 1) return topology;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    Json& names = topology[nodes[i]] = Json::array();
    for (const std::size_t j : neighbours_of(i, nodes.size(), shape)) names.push_back(nodes[j]);
  }
  return topology;
}

}  // namespace eddy
