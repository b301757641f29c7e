#include "glomers/error.hpp"

#include <cstdint>
#include <utility>

namespace glomers {
namespace {

/// A code that is missing or no number counts as `crash`: it does not say whether the operation
/// happened.
ErrorCode code_of(const Json& json) {
  if (!json.is_int64() || !std::in_range<int>(json.get<std::int64_t>())) return ErrorCode::crash;
  return static_cast<ErrorCode>(json.get<int>());
}

}  // namespace

std::string to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::timeout:
      return "timeout";
    case ErrorCode::node_not_found:
      return "node-not-found";
    case ErrorCode::not_supported:
      return "not-supported";
    case ErrorCode::temporarily_unavailable:
      return "temporarily-unavailable";
    case ErrorCode::malformed_request:
      return "malformed-request";
    case ErrorCode::crash:
      return "crash";
    case ErrorCode::abort:
      return "abort";
    case ErrorCode::key_does_not_exist:
      return "key-does-not-exist";
    case ErrorCode::key_already_exists:
      return "key-already-exists";
    case ErrorCode::precondition_failed:
      return "precondition-failed";
    case ErrorCode::txn_conflict:
      return "txn-conflict";
  }
  return "error " + std::to_string(static_cast<int>(code));
}

bool is_definite(ErrorCode code) {
  switch (code) {
    case ErrorCode::node_not_found:
    case ErrorCode::not_supported:
    case ErrorCode::temporarily_unavailable:
    case ErrorCode::malformed_request:
    case ErrorCode::abort:
    case ErrorCode::key_does_not_exist:
    case ErrorCode::key_already_exists:
    case ErrorCode::precondition_failed:
    case ErrorCode::txn_conflict:
      return true;
    case ErrorCode::timeout:
    case ErrorCode::crash:
      return false;
  }
  return false;
}

Json RpcError::to_body() const {
  return {{"type", "error"}, {"code", static_cast<int>(code)}, {"text", what()}};
}

RpcError RpcError::from_body(const Json& body) {
  const auto code = body.find("code");
  const auto text = body.find("text");
  return {code ? code_of(*code) : ErrorCode::crash,
          text && text->is_string() ? text->get<std::string>() : ""};
}

}  // namespace glomers
