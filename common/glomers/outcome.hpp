#pragma once

#include <optional>
#include <type_traits>

#include "glomers/ensure.hpp"
#include "glomers/error.hpp"
#include "glomers/message_body.hpp"

namespace glomers {

/// What came of a request: the value, or the error.
template <class T>
struct Outcome {
  std::optional<T> value;  ///< there if there is no error
  std::optional<RpcError> error;

  bool ok() const { return !error; }

  /// What f makes of the value. An error stays, and an RpcError that f throws becomes one.
  template <class F>
  auto transform(F f) const -> Outcome<std::invoke_result_t<F, const T&>> {
    if (error) return {std::nullopt, error};
    ensure(value.has_value(), "an outcome without an error has a value");
    try {
      return {f(*value), std::nullopt};
    } catch (const RpcError& thrown) {
      return {std::nullopt, thrown};
    }
  }
};

/// What an rpc's callback gets: the reply's body, or an error. No answer in time is the
/// error `timeout`, which is indefinite.
using RpcResult = Outcome<MessageBody>;

/// What a reply says: a body of the type `error` is the error that it names.
inline RpcResult result_of_reply(const MessageBody& body) {
  if (body.type() == "error") return {std::nullopt, RpcError::from_body(body)};
  return {body, std::nullopt};
}

}  // namespace glomers
