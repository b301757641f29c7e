// A set that only grows: the replication engine carries its elements to all nodes.

#include <set>

#include "glomers/program.hpp"
#include "glomers/replication/replica.hpp"

using namespace glomers;

struct GSet {
  explicit GSet(Node& node)
      : replica(node, {}, [this](const Replica::Entry& entry) { elements.insert(entry.value); }) {
    node.on("add", [&node, this](const Message& request) {
      replica.append(request.body.at("element"));
      node.reply(request, {{"type", "add_ok"}});
    });
    node.on("read", [&node, this](const Message& request) {
      node.reply(request, {{"type", "read_ok"}, {"value", elements}});
    });
  }

  std::set<Json> elements;
  Replica replica;
};

Program glomers::node_program() {
  return {"g_set", "A set that only grows.", [](Options&) -> AppFactory {
            return [](Node& node) { return std::make_shared<GSet>(node); };
          }};
}
