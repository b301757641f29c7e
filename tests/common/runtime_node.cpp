// The node that test_runtime.cpp runs as a process.

#include <cstdio>
#include <optional>

#include "glomers/program.hpp"

using namespace glomers;

namespace {

/// Says on stderr when it is destroyed.
struct Witness {
  explicit Witness(std::string name) : name_(std::move(name)) {}
  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;
  ~Witness() { std::fprintf(stderr, "%s gone\n", name_.c_str()); }
  std::string name_;
};

Task<> ask_in_vain(Node& node) {
  const Witness witness("inner coroutine");
  const Json question = {{"type", "question"}, {"text", std::string(1000, 'x')}};
  co_await node.rpc("n1", question, 3600s);
}

/// echo{value} is answered at once, later{delay_ms} by a timer, size{text} with a count. wait
/// and nap are coroutines that do not end, and break breaks the node.
std::shared_ptr<void> install(Node& node, const std::string& greeting) {
  const auto application = std::make_shared<std::optional<Witness>>();
  node.on("echo", [&node, greeting](const Message& request) {
    node.reply(request, {{"type", greeting}, {"value", request.body.at("value")}});
  });
  node.on("long", [&node, text = std::string(100'000, 'x')](const Message& request) {
    node.reply(request, {{"type", "long_ok"}, {"text", text}});
  });
  node.on("size", [&node](const Message& request) {
    const auto& text = request.body.at("text").as_string();
    node.reply(request, {{"type", "size_ok"}, {"size", text.size()}});
  });
  node.on("later", [&node](const Message& request) {
    node.after(from_ms(request.body.at("delay_ms").get<double>()), [&node, request] {
      node.reply(request, {{"type", "later_ok"}});
    });
  });
  node.on("wait", [&node, told = application.get()](const Message& request) -> Task<> {
    told->emplace("application");
    const Witness witness("coroutine");
    co_await ask_in_vain(node);
    node.reply(request, {{"type", "wait_ok"}});
  });
  node.on("nap", [&node](const Message&) -> Task<> {
    const Witness witness("coroutine");
    for (;;) co_await node.pause(1ms);
  });
  node.on("break", [](const Message&) { ensure(false, "a node is whole"); });
  node.on_check([&node] { node.log("checked"); });
  node.on("log", [&node](const Message&) { node.log("as asked"); });
  return application;
}

}  // namespace

int main(int argc, char** argv) {
  const auto declare = [](Options& options) -> AppFactory {
    const auto greeting = options.text("--greeting", "echo_ok", "The type of echo's reply");
    return [greeting](Node& node) { return install(node, *greeting); };
  };
  return run_program({"runtime_node", "A node for the tests of the runtime.", declare}, argc, argv);
}
