// This source does not compile: a test reads what the compiler says.
#include "glomers/services.hpp"

using namespace glomers;

struct Add {
  static constexpr const char* type = "add";
  int delta = 0;
  static constexpr auto fields = std::tuple(field("delta", &Add::delta));
};

void install(Node& node) {
  node.on<Add>([](const Message&, const Add&) {});
  seq_kv(node).read_or("k", 0, [](const auto&) {});
}
