#include "glomers/replication/application.hpp"

#include <algorithm>

#include "glomers/replication/unbroken.hpp"

namespace glomers {

void Application::deliver_from(const Node& node, const Logs& logs, LogId log,
                               std::uint64_t first) const {
  for (std::uint64_t i = std::max(first, logs.first(log)); i < logs.length(log); ++i) {
    if (node.witness()) node.witness()->holds({node.id(), logs.name(log)}, i, logs.entry(log, i));
    unbroken("the application takes every entry that check_entries lets pass", [&] {
      deliver({log, logs.node(log), i, logs.entry(log, i)});
    });
  }
}

}  // namespace glomers
