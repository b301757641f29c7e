#pragma once

#include <stdexcept>
#include <string>

#include "glomers/json.hpp"

namespace glomers {

/// Maelstrom's error codes (its protocol document). Codes from 1000 on are free for applications.
enum class ErrorCode : int {
  timeout = 0,
  node_not_found = 1,
  not_supported = 10,
  temporarily_unavailable = 11,
  malformed_request = 12,
  crash = 13,
  abort = 14,
  key_does_not_exist = 20,
  key_already_exists = 21,
  precondition_failed = 22,
  txn_conflict = 30,
};

/// The name that Maelstrom gives the code ("malformed-request"), or "error <code>".
std::string to_string(ErrorCode code);

/// A definite error says that the operation did not and will not happen; after
/// an indefinite one nobody knows.
bool is_definite(ErrorCode code);

/// An error as one node reports it to another. A handler throws it to answer its
/// request with it; an rpc's callback gets it when the other side answered so.
struct RpcError : std::runtime_error {
  RpcError(ErrorCode error_code, const std::string& text)
      : std::runtime_error(text), code(error_code) {}

  bool definite() const { return is_definite(code); }

  /// {"type":"error","code":...,"text":...}
  Json to_body() const;

  /// Reads a body of type "error". It is lenient, as the body comes from another program.
  static RpcError from_body(const Json& body);

  ErrorCode code;
};

}  // namespace glomers
