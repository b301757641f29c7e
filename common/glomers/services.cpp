#include "glomers/services.hpp"

namespace glomers {

Kv seq_kv(Node& node) {
  return {node, "seq-kv"};
}

Kv lin_kv(Node& node) {
  return {node, "lin-kv"};
}

Kv lww_kv(Node& node) {
  return {node, "lww-kv"};
}

void Tso::timestamp(std::function<void(const Outcome<std::int64_t>&)> callback,
                    RetryPolicy policy) {
  const auto on_result = [callback](const RpcResult& result) {
    callback(field_of_reply<std::int64_t>(result, "ts"));
  };
  node_.rpc_with_retry("lin-tso", {{"type", "ts"}}, on_result, policy);
}

Awaitable<std::int64_t> Tso::timestamp(RetryPolicy policy) {
  return Awaitable<std::int64_t>(
      [=, tso = *this](const Awaitable<std::int64_t>::Callback& callback) mutable {
        tso.timestamp(callback, policy);
      });
}

}  // namespace glomers
