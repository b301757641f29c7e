// The naive broadcast mended: the replication engine carries the values.

#include <set>

#include "glomers/program.hpp"
#include "glomers/replication/replica.hpp"

using namespace glomers;

struct Values {
  explicit Values(Node& node)
      : replica(node, {}, [this](const Replica::Entry& entry) { values.insert(entry.value); }) {
    node.on("topology", [&node](const Message& request) {
      node.reply(request, {{"type", "topology_ok"}});
    });
    node.on("broadcast", [&node, this](const Message& request) {
      replica.append(request.body.at("message"));
      node.reply(request, {{"type", "broadcast_ok"}});
    });
    node.on("read", [&node, this](const Message& request) {
      node.reply(request, {{"type", "read_ok"}, {"messages", values}});
    });
  }

  std::set<Json> values;
  Replica replica;
};

Program glomers::node_program() {
  return {"replicated", "Lets the replication engine carry the values.",
          [](Options&) -> AppFactory {
            return [](Node& node) { return std::make_shared<Values>(node); };
          }};
}
