// The first idea: count.

#include "glomers/program.hpp"

using namespace glomers;

std::shared_ptr<void> install(Node& node) {
  auto last = std::make_shared<std::int64_t>(0);
  node.on("generate", [&node, last](const Message& request) {
    node.reply(request, {{"type", "generate_ok"}, {"id", ++*last}});
  });
  return last;
}

Program glomers::node_program() {
  return {"naive", "Each node counts from 1.", [](Options&) -> AppFactory { return install; }};
}
