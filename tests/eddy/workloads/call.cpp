#include "tests/eddy/workloads/call.hpp"

#include <utility>

namespace eddy {
namespace {

bool is_failure(const glomers::RpcError& error, OnError on_error) {
  if (on_error == OnError::fail_if_definite) return error.definite();
  return on_error == OnError::always_fail;
}

}  // namespace

void call(ClientPort& port, const Invocation& invocation, const Request& request, Done done,
          std::function<void(const Json& reply)> on_reply) {
  port.rpc(request.body,
           [invocation, schema = request.reply, on_error = request.on_error, done = std::move(done),
            on_reply = std::move(on_reply)](const RpcResult& result) {
             if (!result.ok())
               return done(completion_of_error(invocation, *result.error, on_error));
             if (const auto fault = find_malformation(result.body, schema))
               return done({OpType::info, invocation.value, *fault});
             on_reply(result.body);
           });
}

Completion completion_of_error(const Invocation& invocation, const glomers::RpcError& error,
                               OnError on_error) {
  const Json described = error.code == glomers::ErrorCode::timeout
                             ? Json("net-timeout")
                             : Json::array({glomers::to_string(error.code), error.what()});
  return {is_failure(error, on_error) ? OpType::fail : OpType::info, invocation.value, described};
}

}  // namespace eddy
