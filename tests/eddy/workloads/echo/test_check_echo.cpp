#include "tests/catch.hpp"
#include "tests/eddy/history/script.hpp"
#include "tests/eddy/judge/first_told.hpp"
#include "tests/eddy/workloads/echo/check_echo.hpp"
#include "tests/text.hpp"

using namespace eddy;

namespace {

Json reply_to(const Json& payload, const Json& reply) {
  return check_echo(Script().invoke(0, "echo", payload).ok(0, reply).history());
}

}  // namespace

TEST_CASE("an echo that comes back is valid") {
  const Json result = reply_to("hi", {{"echo", "hi"}, {"type", "echo_ok"}});
  CHECK(result["valid"] == true);
  CHECK(result["error-count"] == 0);
  CHECK(!result.contains("explanations"));
}

TEST_CASE("another value, or another type, is an error") {
  for (const Json& wrong : {Json("5"), Json(5.0), Json(6), Json()}) {
    const Json result = reply_to(5, {{"echo", wrong}});
    CHECK(result["valid"] == false);
    CHECK(result["error-count"] == 1);
    CHECK(result["errors"][0][1] == 5);
    CHECK(result["explanations"].size() == 1);
  }
}

TEST_CASE("a missing echo counts as null") {
  CHECK(reply_to(5, {{"type", "echo_ok"}})["valid"] == false);
  CHECK(reply_to(nullptr, {{"type", "echo_ok"}})["valid"] == true);
}

TEST_CASE("a failed echo is an error, a lost or open one is not") {
  CHECK(check_echo(Script().invoke(0, "echo", "a").fail(0).history())["valid"] == false);
  CHECK(check_echo(Script().invoke(0, "echo", "a").info(0).history())["valid"] == true);
  CHECK(check_echo(Script().invoke(0, "echo", "a").history())["valid"] == true);
  CHECK(check_echo({})["valid"] == true);
}

TEST_CASE("of a failed echo the error is told, not what was sent, as what came") {
  const Json result = check_echo(Script().invoke(0, "echo", "a").fail(0).history());
  CHECK(contains(first_told(result),
                 "sent \"a\" and should have got it back, but at 0.002 s got an error."));
}

TEST_CASE("every error of an echo history is listed") {
  Script script;
  for (int i = 0; i < 20; ++i) script.invoke(0, "echo", i).ok(0, {{"echo", -1}});
  CHECK(check_echo(script.history())["errors"].size() == 20);
}
