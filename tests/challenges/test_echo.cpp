#include "echo/echo.hpp"
#include "glomers/testing.hpp"
#include "tests/catch.hpp"

using namespace glomers;

TEST_CASE("echo answers with what was said, of whatever type") {
  TestNode t(echo::program());
  t.init("n0", {"n0"});
  for (const Json& value : {Json("hello"), Json(1), Json(nullptr), Json({{"a", {1, 2.5, ""}}})})
    CHECK(t.request({{"type", "echo"}, {"echo", value}}) ==
          Json({{"type", "echo_ok"}, {"echo", value}}));
}

TEST_CASE("echo refuses a request that says nothing") {
  TestNode t(echo::program());
  t.init("n0", {"n0"});
  const Json error = t.request({{"type", "echo"}});
  CHECK(error.at("code") == Json(12));
  CHECK(error.at("text") == Json("field 'echo' is missing"));
}
