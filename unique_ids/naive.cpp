// The first idea: count.

#include "glomers/main.hpp"

using namespace glomers;

std::shared_ptr<void> install(Node& node) {
  auto last = std::make_shared<std::int64_t>(0);
  node.on("generate", [&node, last](const Message& request) {
    node.reply(request, {{"type", "generate_ok"}, {"id", ++*last}});
  });
  return last;
}

Program naive_unique_ids() {
  return {"naive", "Each node counts from 1.", [](Options&) -> Install { return install; }};
}

GLOMERS_PROGRAM(naive_unique_ids);
