#pragma once

#include <functional>
#include <memory>

#include "glomers/node.hpp"

namespace glomers {

/// Makes a program's application on a node: puts its handlers there. What it returns owns
/// the application; the driver gives it to Node::keep().
using AppFactory = std::function<std::shared_ptr<void>(Node&)>;

}  // namespace glomers
