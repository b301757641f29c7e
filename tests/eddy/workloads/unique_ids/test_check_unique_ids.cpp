#include "tests/catch.hpp"
#include "tests/eddy/history/script.hpp"
#include "tests/eddy/workloads/unique_ids/check_unique_ids.hpp"

using namespace eddy;

namespace {

Json check_ids(const std::vector<Json>& ids) {
  Script script;
  for (const Json& id : ids) script.invoke(0, "generate").ok(0, id);
  return check_unique_ids(script.history());
}

}  // namespace

TEST_CASE("different ids are valid") {
  const Json result = check_ids({"b", "a", "c"});
  CHECK(result["valid"] == true);
  CHECK(result["attempted-count"] == 3);
  CHECK(result["acknowledged-count"] == 3);
  CHECK(result["duplicated"] == Json::array());
  CHECK(result["range"] == Json({"a", "c"}));
  CHECK(check_ids({})["valid"] == true);
}

TEST_CASE("integers of 128 bits are ids like others") {
  const Json a = Json::parse("340282366920938463463374607431768211455");
  const Json b = Json::parse("340282366920938463463374607431768211454");
  CHECK(check_ids({a, b})["valid"] == true);
  const Json result = check_ids({a, b, a});
  CHECK(result["valid"] == false);
  CHECK(result["duplicated"].dump() == "[[340282366920938463463374607431768211455,2]]");
  CHECK(result["range"] == Json::array({b, a}));
}

TEST_CASE("an id generated twice is invalid") {
  const Json result = check_ids({"a", "b", "a", "a"});
  CHECK(result["valid"] == false);
  CHECK(result["duplicated-count"] == 1);
  CHECK(result["duplicated"] == Json::array({Json::array({"a", 3})}));
  CHECK(result["explanations"].size() == 1);
}

TEST_CASE("only acknowledged ids count") {
  Script script;
  script.invoke(0, "generate").ok(0, 1).invoke(0, "generate").info(0, 1).invoke(1, "generate");
  const Json result = check_unique_ids(script.history());
  CHECK(result["valid"] == true);
  CHECK(result["attempted-count"] == 3);
  CHECK(result["acknowledged-count"] == 1);
}

TEST_CASE("1 and 1.0 are two ids, but suspicious") {
  const Json result = check_ids({1, 1.0, 2});
  CHECK(result["valid"] == true);
  CHECK(result["beyond"]["same-number"]["count"] == 1);
}

TEST_CASE("null is an id like any other, but suspicious") {
  CHECK(check_ids({"a", nullptr})["valid"] == true);
  CHECK(check_ids({nullptr, nullptr})["valid"] == false);
  CHECK(check_ids({nullptr})["beyond"]["null-id"]["count"] == 1);
}

TEST_CASE("ids without an order make it unknown") {
  for (const std::vector<Json>& ids :
       {std::vector<Json>{1, "a"}, std::vector<Json>{Json::object(), Json::object()},
        std::vector<Json>{Json::array({1, "a"}), Json::array({"a", 1})}}) {
    const Json result = check_ids(ids);
    CHECK(result["valid"] == "unknown");
    CHECK(result["error"] == "not-comparable");
    CHECK(result.contains("explanations"));
  }
  CHECK(check_ids({Json::object()})["valid"] == true);
  CHECK(check_ids({1, "a", "a"})["beyond"]["duplicated"]["count"] == 1);
}

TEST_CASE("the most frequent duplicates are shown, among equals the greatest") {
  std::vector<Json> ids;
  for (int id = 0; id < 60; ++id) ids.insert(ids.end(), id == 3 ? 3 : 2, id);
  const Json result = check_ids(ids);
  CHECK(result["duplicated-count"] == 60);
  REQUIRE(result["duplicated"].size() == 48);
  CHECK(result["duplicated"][0] == Json({3, 3}));
  CHECK(result["duplicated"][1] == Json({13, 2}));
}
