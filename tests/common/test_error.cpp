#include "glomers/error.hpp"
#include "tests/catch.hpp"

using namespace glomers;

TEST_CASE("every error code has Maelstrom's number, name and definiteness") {
  const std::vector<std::tuple<int, ErrorCode, std::string, bool>> codes = {
      {0, ErrorCode::timeout, "timeout", false},
      {1, ErrorCode::node_not_found, "node-not-found", true},
      {10, ErrorCode::not_supported, "not-supported", true},
      {11, ErrorCode::temporarily_unavailable, "temporarily-unavailable", true},
      {12, ErrorCode::malformed_request, "malformed-request", true},
      {13, ErrorCode::crash, "crash", false},
      {14, ErrorCode::abort, "abort", true},
      {20, ErrorCode::key_does_not_exist, "key-does-not-exist", true},
      {21, ErrorCode::key_already_exists, "key-already-exists", true},
      {22, ErrorCode::precondition_failed, "precondition-failed", true},
      {30, ErrorCode::txn_conflict, "txn-conflict", true},
      {1000, static_cast<ErrorCode>(1000), "error 1000", false},
  };
  for (const auto& [number, code, name, definite] : codes) {
    INFO(name);
    CHECK(static_cast<int>(code) == number);
    CHECK(to_string(code) == name);
    CHECK(is_definite(code) == definite);
    CHECK(RpcError(code, "").definite() == definite);
  }
}

TEST_CASE("an error goes through a body and back") {
  const Json body = RpcError(ErrorCode::abort, "no").to_body();
  CHECK(body == Json({{"type", "error"}, {"code", 14}, {"text", "no"}}));
  const RpcError error = RpcError::from_body(body);
  CHECK(error.code == ErrorCode::abort);
  CHECK(std::string(error.what()) == "no");
}

TEST_CASE("an error body without a usable code is indefinite") {
  for (const Json& body :
       {Json({{"type", "error"}}), Json({{"type", "error"}, {"code", "14"}, {"text", 3}}),
        Json::parse(R"({"type":"error","code":4294967310})"),
        Json::parse(R"({"type":"error","code":1000000000000000000000000000000})")}) {
    const RpcError error = RpcError::from_body(body);
    CHECK(!error.definite());
    CHECK(std::string(error.what()).empty());
  }
}
