// A counter that goes up and down: the replication engine carries what is added to all nodes.

#include "glomers/program.hpp"
#include "glomers/replication/replica.hpp"

using namespace glomers;

struct Add {  // {"type": "add", "delta": -3}
  static constexpr const char* type = "add";
  std::int64_t delta = 0;
  static constexpr auto fields = std::tuple(field("delta", &Add::delta));
};

struct PnCounter {
  explicit PnCounter(Node& node)
      : replica(node, {},
                [this](const Replica::Entry& entry) { value += entry.value.get<std::int64_t>(); }) {
    node.on<Add>([&node, this](const Message& request, const Add& add) {
      replica.append(add.delta);
      node.reply(request, {{"type", "add_ok"}});
    });
    node.on("read", [&node, this](const Message& request) {
      node.reply(request, {{"type", "read_ok"}, {"value", value}});
    });
  }

  std::int64_t value = 0;
  Replica replica;
};

Program glomers::node_program() {
  return {"pn_counter", "A counter that goes up and down.", [](Options&) -> AppFactory {
            return [](Node& node) { return std::make_shared<PnCounter>(node); };
          }};
}
