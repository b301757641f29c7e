#pragma once

#include <memory>

#include "common/program.hpp"
#include "common/services.hpp"

namespace glomers {

/// The obvious counter, to compare with: all nodes share one key in seq-kv, add
/// to it by compare-and-set until that succeeds, and read it.
class OneKeyCounter {
 public:
  explicit OneKeyCounter(Node& node) : node_(node), store_(seq_kv(node)) {
    node.on("add", [this](const Message& m) { add(m); });
    node.on("read", [this](const Message& m) {
      store_.read_or<std::int64_t>("counter", 0, [this, m](const Outcome<std::int64_t>& total) {
        node_.reply(m, {{"type", "read_ok"}, {"value", total.value.value_or(0)}});
      });
    });
  }

 private:
  void add(const Message& request) {
    const auto delta = request.body.at("delta").get<std::int64_t>();
    store_.read_or<std::int64_t>(
        "counter", 0, [this, request, delta](const Outcome<std::int64_t>& found) {
          const std::int64_t total = found.value.value_or(0);
          store_.cas("counter", total, total + delta, true, [this, request](const RpcResult& set) {
            if (set.ok()) return node_.reply(request, {{"type", "add_ok"}});
            add(request);
          });
        });
  }

  Node& node_;
  Kv store_;
};

inline Install one_key_counter() {
  return [](Node& node) { return std::make_shared<OneKeyCounter>(node); };
}

}  // namespace glomers
