#pragma once

#include <functional>

#include "eddy/workloads/reply_schema.hpp"
#include "eddy/workloads/workload.hpp"

namespace eddy {

using Done = std::function<void(const Completion&)>;

/// How an operation ends whose request was answered with an error or not at all.
enum class OnError {
  fail_if_definite,  ///< else info
  always_fail,       ///< the operation is idempotent: it does no harm if it happened
  always_info,       ///< Maelstrom's client does not look at the error
};

/// A request of an operation, and what to make of its answer.
struct Request {
  Json body;
  ReplySchema reply;
  OnError on_error = OnError::fail_if_definite;
};

/// What the error of an operation begins with whose reply is not as the schema wants it; what
/// was expected and what came follow.
inline constexpr const char* malformed_reply = "malformed-reply";

using OnReply = std::function<void(const Json& reply)>;

/// Sends the request. A reply as the schema wants it goes to `on_reply`;
/// anything else ends the operation: an error as on_error says, a malformed
/// reply as info.
void call(ClientPort& port, const Invocation& invocation, Request request, Done done,
          OnReply on_reply);

/// What call() does with the result.
void finish_call(const Invocation& invocation, const Request& request, const RpcResult& result,
                 const Done& done, const OnReply& on_reply);

/// The end of an operation whose request got this error; the recorded value is
/// the invoked one, the recorded error "net-timeout" or [name, text].
Completion completion_of_error(const Invocation& invocation, const glomers::RpcError& error,
                               OnError on_error);

}  // namespace eddy
