// The first idea: run the transaction here, and tell the others each write as it is made.

#include "glomers/program.hpp"

using namespace glomers;

std::shared_ptr<void> install(Node& node) {
  auto registers = std::make_shared<std::map<Json, Json>>();
  node.on("txn", [&node, registers](const Message& request) {
    Json txn = request.body.at("txn");
    for (Json& operation : txn) {
      if (operation[0] == "r") {
        operation[2] = (*registers)[operation[1]];
        continue;
      }
      (*registers)[operation[1]] = operation[2];
      for (const std::string& other : node.ids())
        if (other != node.id()) node.send(other, {{"type", "news"}, {"write", operation}});
    }
    node.reply(request, {{"type", "txn_ok"}, {"txn", txn}});
  });
  node.on("news", [registers](const Message& news) {
    const Json& write = news.body.at("write");
    (*registers)[write[1]] = write[2];
  });
  return registers;
}

Program glomers::node_program() {
  return {"naive", "Tells each write as it is made.",
          [](Options&) -> AppFactory { return install; }};
}
