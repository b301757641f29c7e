#include "tests/catch.hpp"
#include "tests/eddy/judge/findings.hpp"
#include "tests/eddy/judge/values.hpp"

using namespace eddy;

TEST_CASE("values are the same only in value and type") {
  CHECK(same_value(5, 5));
  CHECK(!same_value(5, 5.0));
  CHECK(!same_value(5, "5"));
  CHECK(same_value(Json::array({1, "a"}), Json::array({1, "a"})));
  CHECK(!same_value(Json::array({1}), Json::array({1.0})));
}

TEST_CASE("integers of any length are told apart, and in order") {
  const Json least = Json::parse("-18446744073709551616");
  const Json low = Json::parse("18446744073709551616");
  const Json high = Json::parse("18446744073709551617");
  CHECK(same_value(low, Json::parse("18446744073709551616")));
  CHECK(!same_value(low, high));
  CHECK(!same_value(low, 18446744073709551616.0));
  CHECK(compare_values(low, high) < 0);
  CHECK(compare_values(least, low) < 0);
  CHECK(compare_values(INT64_MAX, low) < 0);
  CHECK(compare_values(INT64_MIN, least) > 0);
  CHECK(!low.is_int64());
  ValueNumbers numbers;
  CHECK(numbers.number(low) == 0);
  CHECK(numbers.number(high) == 1);
  CHECK(numbers.find(Json::parse("18446744073709551616")) == 0);
}

TEST_CASE("minus zero is zero, wherever it stands, but no whole number") {
  CHECK(same_value(-0.0, 0.0));
  CHECK(same_value({{"a", {-0.0, 1}}}, {{"a", {0.0, 1}}}));
  CHECK(!same_value(-0.0, 0));
  CHECK(!same_value("-0.0", "0.0"));
  CHECK(!same_value(-0.05, 0.05));
  ValueNumbers numbers;
  CHECK(numbers.number(-0.0) == 0);
  CHECK(numbers.number(0.0) == 0);
  CHECK(numbers.find(Json::array({-0.0})) == ValueNumbers::none);
}

TEST_CASE("values are ordered as in Clojure") {
  CHECK(compare_values(1, 2) < 0);
  CHECK(compare_values(2, 1.5) > 0);
  CHECK(compare_values(1, 1.0) == 0);
  CHECK(compare_values("a", "b") < 0);
  CHECK(compare_values(false, true) < 0);
  CHECK(compare_values(nullptr, -7) < 0);
  CHECK(compare_values("a", nullptr) > 0);
  CHECK(compare_values(nullptr, nullptr) == 0);
  CHECK(compare_values(Json::array({9}), Json::array({1, 1})) < 0);
  CHECK(compare_values(Json::array({1, 2}), Json::array({1, 1})) > 0);
  CHECK(compare_values(Json::array({1, "a"}), Json::array({2, 2})) < 0);
}

TEST_CASE("different types, and objects, have no order") {
  CHECK_THROWS_AS(compare_values(1, "1"), NotComparable);
  CHECK_THROWS_AS(compare_values(true, 1), NotComparable);
  CHECK_THROWS_AS(compare_values(Json::object(), Json::object()), NotComparable);
  CHECK_THROWS_AS(compare_values(Json::array({1}), 1), NotComparable);
  CHECK_THROWS_AS(compare_values(Json::array({1, "a"}), Json::array({1, 2})), NotComparable);
}

TEST_CASE("values get numbers as they come, by value and type") {
  ValueNumbers numbers;
  CHECK(numbers.number(7) == 0);
  CHECK(numbers.number(7.0) == 1);
  CHECK(numbers.number("7") == 2);
  CHECK(numbers.number(18446744073709551615ULL) == 3);
  CHECK(numbers.number(-1) == 4);
  CHECK(numbers.number(7) == 0);
  CHECK(numbers.find("7") == 2);
  CHECK(numbers.find(8) == ValueNumbers::none);
  CHECK(numbers.find("8") == ValueNumbers::none);
  CHECK(numbers.value(1) == 7.0);
  CHECK(numbers.size() == 5);
}

TEST_CASE("findings are all counted, and the first are shown") {
  Findings findings;
  CHECK(findings.empty());
  for (int i = 0; i < 11; ++i) findings.add("b", "sentence " + std::to_string(i), {{"i", i}});
  Op op;
  op.index = 7;
  op.node = "n0";
  findings.add("a", "other than " + who_and_when(op));
  CHECK(findings.count("b") == 11);
  CHECK(findings.count("c") == 0);
  CHECK(findings.kinds() == std::vector<std::string>{"a", "b"});
  CHECK(findings.errors("b")["count"] == 11);
  CHECK(findings.errors("b")["errs"].size() == 8);
  CHECK(findings.errors("a") == Json{{"count", 1}});
  CHECK(findings.errors("b")["errs"][1] == Json{{"i", 1}});
  const Json told = findings.explanations();
  REQUIRE(told.size() == 9);
  CHECK(told[0]["kind"] == "a");
  CHECK(told[0]["operations"] == Json({7}));
  CHECK(told[0]["nodes"] == Json({"n0"}));
  CHECK(told[0]["values"] == Json::object());
  CHECK(told[1]["values"] == Json{{"i", 0}});
  CHECK(told[1]["text"] == "sentence 0");
  CHECK(told[7].contains("more") == false);
  CHECK(told[8]["more"] == 3);
  CHECK(findings.summary()["b"]["examples"].size() == 8);
}
