#include "counter.hpp"

#include <glomers/services.hpp>

namespace {

using namespace glomers;

struct Add {
  static constexpr const char* type = "add";
  std::int64_t delta = 0;
  static constexpr auto fields = std::tuple(field("delta", &Add::delta));
};

std::shared_ptr<void> install(Node& node) {
  auto sum = std::make_shared<std::int64_t>(0);
  node.on<Add>([&node, sum](const Message& request, const Add& add) -> Task<> {
    co_await node.pause(Time(1));
    *sum += add.delta;
    node.reply(request, {{"type", "add_ok"}});
  });
  node.on("read", [&node, sum](const Message& request) {
    node.reply(request, {{"type", "read_ok"}, {"value", *sum}});
  });
  return sum;
}

}  // namespace

glomers::Program counter_program() {
  return {"counter", "Counts.", [](Options&) { return install; }};
}
