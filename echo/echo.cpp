#include "echo/echo.hpp"

namespace echo {
namespace {

std::shared_ptr<void> install(Node& node) {
  node.on("echo", [&node](const Message& request) {
    auto said = request.body.text_of("echo");
    if (!said) throw_malformed("echo", "is missing");
    node.reply(request, {{"type", "echo_ok"}},
               {"echo", std::make_shared<const std::string>(std::move(*said))});
  });
  return nullptr;
}

}  // namespace

Program program() {
  return {"echo", "Challenge 1: answers every echo with what it said.",
          [](Options&) { return install; }};
}

}  // namespace echo
