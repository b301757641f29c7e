#include "glomers/body.hpp"
#include "glomers/outcome.hpp"
#include "tests/catch.hpp"

using namespace glomers;

namespace {

const auto twice = [](std::int64_t number) { return 2 * number; };

Outcome<std::int64_t> failed(ErrorCode code) {
  return {std::nullopt, RpcError(code, "it failed")};
}

TEST_CASE("an outcome's value is transformed, its error stays") {
  CHECK(Outcome<std::int64_t>{21, std::nullopt}.transform(twice).value == 42);
  const auto error = failed(ErrorCode::abort).transform(twice).error;
  REQUIRE(error);
  CHECK(error->code == ErrorCode::abort);
}

TEST_CASE("an RpcError that the transformation throws is the outcome, another exception is not") {
  const Outcome<std::int64_t> seven = {7, std::nullopt};
  const auto refused = seven.transform([](std::int64_t) -> int { throw_malformed("x", "is odd"); });
  REQUIRE(!refused.ok());
  CHECK(refused.error->code == ErrorCode::malformed_request);
  CHECK_THROWS_AS(seven.transform([](std::int64_t) -> int { throw std::out_of_range("x"); }),
                  std::out_of_range);
}

TEST_CASE("an outcome with neither a value nor an error breaks the node") {
  CHECK_THROWS_AS(Outcome<std::int64_t>().transform(twice), InvariantError);
}

TEST_CASE("a reply's result is its body, or the error that it carries") {
  CHECK(result_of_reply(Json{{"type", "pong"}}).value->at("type") == "pong");
  const RpcResult result = result_of_reply(RpcError(ErrorCode::abort, "no").to_body());
  CHECK(!result.value);
  REQUIRE(result.error);
  CHECK(result.error->code == ErrorCode::abort);
}

}  // namespace
