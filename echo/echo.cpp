#include "echo/echo.hpp"

namespace glomers {
namespace {

struct Echo {
  static constexpr const char* type = "echo";
  Json echo;
  static constexpr auto fields = std::tuple(field("echo", &Echo::echo));
};

std::shared_ptr<void> install(Node& node) {
  node.on<Echo>([&node](const Message& request, const Echo& body) {
    node.reply(request, {{"type", "echo_ok"}, {"echo", body.echo}});
  });
  return nullptr;
}

}  // namespace

Program echo_program() {
  return {"echo", "Challenge 1: answers every echo with what it said.",
          [](CLI::App&) { return install; }};
}

}  // namespace glomers
