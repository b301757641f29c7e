// The first idea: whoever gets a value tells every other node, once.

#include <set>

#include "glomers/program.hpp"

using namespace glomers;

std::shared_ptr<void> install(Node& node) {
  auto values = std::make_shared<std::set<Json>>();
  node.on("topology", [&node](const Message& request) {
    node.reply(request, {{"type", "topology_ok"}});
  });
  node.on("broadcast", [&node, values](const Message& request) {
    const Json& value = request.body.at("message");
    values->insert(value);
    for (const std::string& other : node.ids())
      if (other != node.id()) node.send(other, {{"type", "news"}, {"message", value}});
    node.reply(request, {{"type", "broadcast_ok"}});
  });
  node.on("news", [values](const Message& news) { values->insert(news.body.at("message")); });
  node.on("read", [&node, values](const Message& request) {
    node.reply(request, {{"type", "read_ok"}, {"messages", *values}});
  });
  return values;
}

Program glomers::node_program() {
  return {"naive", "Tells every other node once.", [](Options&) -> AppFactory { return install; }};
}
