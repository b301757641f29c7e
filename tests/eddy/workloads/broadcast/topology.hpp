#pragma once

#include <string>
#include <vector>

#include "glomers/json.hpp"

namespace eddy {

using glomers::Json;

/// The neighbours that Maelstrom's broadcast workload suggests:
/// {node: [neighbour, ...], ...}. Shapes: line, grid (nearly square, row by row),
/// tree and tree2, tree3, tree4 (with so many children at most, level by level),
/// total. Throws std::invalid_argument for any other.
Json make_topology(const std::string& shape, const std::vector<std::string>& nodes);

}  // namespace eddy
