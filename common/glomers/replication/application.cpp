#include "glomers/replication/application.hpp"

#include <algorithm>

namespace glomers {

void Application::deliver_from(const Node& node, const Logs& logs, LogId log,
                               std::uint64_t first) const {
  for (std::uint64_t i = std::max(first, logs.first(log)); i < logs.length(log); ++i) {
    try {
      deliver({log, logs.node(log), i, logs.entry(log, i)});
    } catch (const std::exception& error) {
      node.log("entry " + std::to_string(i) + " of " + logs.name(log) +
               " cannot be applied: " + error.what());
    }
  }
}

}  // namespace glomers
