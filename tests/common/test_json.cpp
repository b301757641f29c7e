#include <set>

#include "glomers/json.hpp"
#include "tests/catch.hpp"

using namespace glomers;

namespace {

TEST_CASE("braces make an object of pairs that begin with a string, and else an array") {
  CHECK(Json({{"a", 1}, {"b", {1, 2}}}).dump() == R"({"a":1,"b":[1,2]})");
  CHECK(Json({"a", 1}).dump() == R"(["a",1])");
  CHECK(Json({{"a", 1}, {"b"}}).dump() == R"([["a",1],["b"]])");
  CHECK(Json({{1, "a"}}).dump() == R"([[1,"a"]])");
  CHECK(Json::array({{"a", 1}}).dump() == R"([["a",1]])");
  const Json none = {};
  CHECK(none.is_null());
}

TEST_CASE("lists, sets, maps and pairs become JSON, and JSON becomes them") {
  const std::vector<std::int64_t> list = {3, 1};
  const std::set<std::string> set = {"b", "a"};
  const std::map<std::string, bool> map = {{"x", true}};
  const std::pair<std::string, int> pair = {"y", 2};
  const Json json = {{"list", list}, {"set", set}, {"map", map}, {"pair", pair}};
  CHECK(json.dump() == R"({"list":[3,1],"map":{"x":true},"pair":["y",2],"set":["a","b"]})");
  CHECK(json["list"].get<std::vector<std::int64_t>>() == list);
  CHECK(json["set"].get<std::set<std::string>>() == set);
  CHECK(json["map"].get<std::map<std::string, bool>>() == map);
  CHECK(json["pair"].get<std::pair<std::string, int>>() == pair);
}

TEST_CASE("integers are kept exactly, however long they are") {
  const std::string uuid = "340282366920938463463374607431768211455";
  for (const std::string& text : {uuid, '-' + uuid, std::string("9223372036854775808"),
                                  std::string("-9223372036854775809")}) {
    CAPTURE(text);
    const Json number = Json::parse(text);
    CHECK(number.dump() == text);
    CHECK(number.digits() == text);
    CHECK(number.is_number_integer());
    CHECK(!number.is_int64());
    CHECK(number == Json::big_integer(text));
    CHECK_THROWS_AS(number.get<std::int64_t>(), JsonError);
  }
  CHECK(Json::parse("9223372036854775807").is_int64());
  CHECK(Json::big_integer("-12").is_int64());
  CHECK(Json(UINT64_MAX).dump() == "18446744073709551615");
  CHECK(Json::parse("18446744073709551615").get<std::uint64_t>() == UINT64_MAX);
  CHECK_THROWS_AS(Json::parse("18446744073709551616").get<std::uint64_t>(), JsonError);
}

TEST_CASE("two long integers that share all digits of a double differ") {
  const Json a = Json::parse("340282366920938463463374607431768211455");
  const Json b = Json::parse("340282366920938463463374607431768211456");
  CHECK(a != b);
  CHECK(a < b);
  CHECK(!(b < a));
  CHECK(Json::parse("-340282366920938463463374607431768211456") < a);
  CHECK(Json(INT64_MAX) < a);
  CHECK(Json::parse("9223372036854775808") != Json(INT64_MAX));
  CHECK(Json::parse("-9223372036854775809") < Json(INT64_MIN));
}

TEST_CASE("numbers are equal and ordered by value") {
  CHECK(Json(1) == Json(1.0));
  CHECK(Json(1) < Json(1.5));
  CHECK(Json(-1) < Json(0U));
  CHECK(Json(2) != Json("2"));
  CHECK(Json(true) != Json(1));
}

TEST_CASE("types have an order: null, booleans, numbers, objects, arrays, strings") {
  const std::vector<Json> values = {nullptr,    false,         true,   -1,  2.5, Json::object(),
                                    {{"a", 1}}, Json::array(), {1, 2}, {2}, "",  "a"};
  for (std::size_t i = 0; i < values.size(); ++i)
    for (std::size_t j = 0; j < values.size(); ++j) {
      CAPTURE(i, j);
      CHECK((values[i] < values[j]) == (i < j));
      CHECK((values[i] == values[j]) == (i == j));
    }
}

TEST_CASE("a number that does not fit is an error, and no other number") {
  CHECK(Json(255).get<std::uint8_t>() == 255);
  CHECK_THROWS_AS(Json(256).get<std::uint8_t>(), JsonError);
  CHECK_THROWS_AS(Json(-1).get<std::size_t>(), JsonError);
  CHECK_THROWS_AS(Json(1e30).get<std::int64_t>(), JsonError);
  CHECK(Json(2.75).get<int>() == 2);
  CHECK_THROWS_AS(Json("1").get<int>(), JsonError);
  CHECK_THROWS_AS(Json(1).get<bool>(), JsonError);
}

TEST_CASE("text that is no JSON is an error that says how far it was read") {
  try {
    Json::parse(R"({"a": [1, )");
    FAIL("it was taken");
  } catch (const JsonParseError& error) {
    CHECK(error.byte == 11);
  }
  CHECK_THROWS_AS(Json::parse("1e999"), JsonError);
  CHECK_THROWS_AS(Json::parse(std::string(1000000, '[')), JsonError);
  CHECK(!Json::try_parse("{"));
  CHECK(*Json::try_parse("[]") == Json::array());
}

TEST_CASE("of a field that stands twice the last counts") {
  CHECK(Json::parse(R"({"a":1,"a":[2]})").dump() == R"({"a":[2]})");
}

TEST_CASE("what is printed is read again, with and without an indent") {
  const std::string text = R"({"a":[],"b":{"c":[1,-2.5,"x\n\"é\u0001"],"d":{}},"e":null,"f":true})";
  const Json json = Json::parse(text);
  CHECK(json.dump() == text);
  CHECK(Json::parse(json.dump(2)) == json);
  CHECK(Json({{"a", {1}}, {"b", Json::object()}}).dump(2) ==
        "{\n  \"a\": [\n    1\n  ],\n  \"b\": {}\n}");
  CHECK(Json(1.0).dump() == "1.0");
  CHECK(Json(1e15).dump() == "1e+15");
  CHECK(Json("\xff").dump() == "\"\xef\xbf\xbd\"");
}

TEST_CASE("a null becomes what it is used as, and has neither elements nor fields") {
  Json json;
  for (const Json& element : json) FAIL(element);
  for (const auto& [name, value] : std::as_const(json).items()) FAIL(name << value);
  CHECK(json.empty());
  json["a"]["b"].push_back(1);
  CHECK(json.dump() == R"({"a":{"b":[1]}})");
  CHECK(json.value("a", Json()) == json["a"]);
  CHECK(json.value("z", 5) == 5);
}

TEST_CASE("what is missing, or of another type, is an error in words") {
  const Json json = {{"a", {1}}};
  CHECK_THROWS_WITH(json.at("b"), "has no field 'b'");
  CHECK_THROWS_WITH(json["b"], "has no field 'b'");
  CHECK_THROWS_WITH(json["a"].at(1), "has no element 1");
  CHECK_THROWS_WITH(Json::array().back(), "has no element 18446744073709551615");
  CHECK_THROWS_WITH(json["a"].as_string(), "must be a string, got [1]");
  CHECK(json["a"].find("x") == nullptr);
}

TEST_CASE("a copy is a value of its own, and what was moved from is null") {
  Json a = {{"k", {1, "two"}}};
  Json b = a;
  b["k"].push_back(3);
  CHECK(a["k"].size() == 2);
  const Json c = std::move(b);
  CHECK(c["k"].size() == 3);
  CHECK(b.is_null());  // NOLINT: that is what is tested
  a = a["k"];
  CHECK(a.dump() == R"([1,"two"])");
}

}  // namespace
