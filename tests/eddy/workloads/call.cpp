#include "tests/eddy/workloads/call.hpp"

#include <utility>

namespace eddy {
namespace {

bool is_failure(const glomers::RpcError& error, OnError on_error) {
  if (on_error == OnError::fail_if_definite) return error.definite();
  return on_error == OnError::always_fail;
}

}  // namespace

void call(ClientPort& port, const Invocation& invocation, Request request, Done done,
          OnReply on_reply) {
  Json body = std::move(request.body);
  // `invocation = invocation` is no const member, as `invocation` would be: it can be moved.
  port.rpc(std::move(body),
           [invocation = invocation, request = std::move(request), done = std::move(done),
            on_reply = std::move(on_reply)](const RpcResult& result) {
             finish_call(invocation, request, result, done, on_reply);
           });
}

void finish_call(const Invocation& invocation, const Request& request, const RpcResult& result,
                 const Done& done, const OnReply& on_reply) {
  if (!result.ok()) return done(completion_of_error(invocation, *result.error, request.on_error));
  if (const auto fault = find_malformation(*result.value, request.reply))
    return done(
        {OpType::info, invocation.value, Json::array({malformed_reply, fault->fault, fault->got})});
  on_reply(*result.value);
}

Completion completion_of_error(const Invocation& invocation, const glomers::RpcError& error,
                               OnError on_error) {
  const Json described = error.code == glomers::ErrorCode::timeout
                             ? Json("net-timeout")
                             : Json::array({glomers::to_string(error.code), error.what()});
  return {is_failure(error, on_error) ? OpType::fail : OpType::info, invocation.value, described};
}

}  // namespace eddy
