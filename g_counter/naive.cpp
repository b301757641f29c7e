// The first idea: one sum in seq-kv. Read it, add to it, write it back.

#include "glomers/program.hpp"
#include "glomers/services.hpp"

using namespace glomers;

std::shared_ptr<void> install(Node& node) {
  auto store = std::make_shared<Kv>(seq_kv(node));
  node.on("add", [&node, store](const Message& request) {
    const auto delta = request.body.at("delta").get<std::int64_t>();
    store->read_or<std::int64_t>("sum", 0, [=, &node](const Outcome<std::int64_t>& sum) {
      if (!sum.ok()) return node.reply(request, sum.error->to_body());
      store->write("sum", *sum.value + delta, [=, &node](const RpcResult& written) {
        node.reply(request, written.ok() ? Json({{"type", "add_ok"}}) : written.error->to_body());
      });
    });
  });
  node.on("read", [&node, store](const Message& request) {
    store->read_or<std::int64_t>("sum", 0, [=, &node](const Outcome<std::int64_t>& sum) {
      node.reply(request, sum.ok() ? Json({{"type", "read_ok"}, {"value", *sum.value}})
                                   : sum.error->to_body());
    });
  });
  return store;
}

Program glomers::node_program() {
  return {"naive", "One sum in seq-kv.", [](Options&) -> AppFactory { return install; }};
}
