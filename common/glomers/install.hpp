#pragma once

#include <functional>
#include <memory>

#include "glomers/node.hpp"

namespace glomers {

/// Puts an application's handlers on a node. What it returns owns the
/// application; the driver gives it to Node::keep().
using Install = std::function<std::shared_ptr<void>(Node&)>;

}  // namespace glomers
