// The node that test_runtime.cpp runs as a process.

#include <CLI/App.hpp>

#include "glomers/program.hpp"

using namespace glomers;

namespace {

/// echo{value} comes back at once, later{delay_ms} after a timer, size{text} counts.
void install(Node& node, const std::string& greeting) {
  node.on("echo", [&node, greeting](const Message& request) {
    node.reply(request, {{"type", greeting}, {"value", request.body.at("value")}});
  });
  node.on("size", [&node](const Message& request) {
    const auto& text = request.body.at("text").get_ref<const std::string&>();
    node.reply(request, {{"type", "size_ok"}, {"size", text.size()}});
  });
  node.on("later", [&node](const Message& request) {
    node.after(from_ms(request.body.at("delay_ms").get<double>()), [&node, request] {
      node.reply(request, {{"type", "later_ok"}});
    });
  });
  node.on("log", [&node](const Message&) { node.log("as asked"); });
}

}  // namespace

int main(int argc, char** argv) {
  const auto declare = [](CLI::App& app) -> Install {
    auto greeting = std::make_shared<std::string>("echo_ok");
    app.add_option("--greeting", *greeting, "The type of echo's reply");
    return [greeting](Node& node) {
      install(node, *greeting);
      return nullptr;
    };
  };
  return run_program({"runtime_node", "A node for the tests of the runtime.", declare}, argc, argv);
}
