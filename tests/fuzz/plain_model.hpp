#pragma once

#include <string>

#include "tests/fuzz/plain_edges.hpp"

namespace eddy::plain {

/// What a consistency model forbids: cycles of such edges, and these anomalies.
struct Model {
  Depth depth;
  Order order;
  bool internal;
  bool lost_update;
};

Model model_named(const std::string& name);

}  // namespace eddy::plain
