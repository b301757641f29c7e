#include "tests/catch.hpp"
#include "tests/eddy/history/edn.hpp"

using namespace eddy;

namespace {

std::string error_of(std::string_view text) {
  try {
    read_edn(text);
  } catch (const EdnError& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("scalars of EDN become scalars of JSON") {
  const std::vector<std::pair<std::string, Json>> cases = {
      {"nil", nullptr},
      {"true", true},
      {"false", false},
      {"42", 42},
      {"-7", -7},
      {"+7", 7},
      {"12N", 12},
      {"340282366920938463463374607431768211455N",
       Json::parse("340282366920938463463374607431768211455")},
      {"0.25", 0.25},
      {"1.5E-4", 1.5e-4},
      {"3.5M", 3.5},
      {"1/4", 0.25},
      {"##NaN", nullptr},
      {"##-Inf", nullptr},
      {":unknown", "unknown"},
      {":valid?", "valid"},
      {":a.b/c", "a.b/c"},
      {"symbol", "symbol"},
      {"-", "-"},
      {R"("a\"b\n")", "a\"b\n"},
      {"\"a\nb\"", "a\nb"},
      {"\\a", "a"},
      {"\\newline", "newline"},
      {"\\(", "("},
  };
  for (const auto& [text, value] : cases) {
    INFO(text);
    CHECK(read_edn(text) == value);
  }
}

TEST_CASE("vectors, lists and sets become arrays, maps objects") {
  CHECK(read_edn("[1 (2, 3) #{4} []]") == Json::parse("[1,[2,3],[4],[]]"));
  CHECK(read_edn("{:valid? true, 0.5 7, \"s\" {}, nil 1, [1] 2}") ==
        Json::parse(R"({"valid":true,"0.5":7,"s":{},"null":1,"[1]":2})"));
}

TEST_CASE("tags, comments and discarded values leave no trace") {
  CHECK(
      read_edn("; first\n #jepsen.history.Op{:f :read #_ignored, :value #inst \"2024\"} ; last") ==
      Json::parse(R"({"f":"read","value":"2024"})"));
}

TEST_CASE("a results file of a broadcast test is read with the names that eddy uses") {
  const Json results = read_edn(R"({:stats {:valid? true,
         :count 2, :by-f {:read {:ok-count 1}}},
 :availability {:valid? true, :ok-fraction 0.99},
 :net {:servers {:msgs-per-op 21.5, :msg-count 43}, :valid? true},
 :workload {:worst-stale (), :stable-latencies {0 0, 0.5 381, 0.95 500, 0.99 520, 1 544}},
 :valid? :unknown})");
  CHECK(results["valid"] == "unknown");
  CHECK(results["net"]["servers"]["msgs-per-op"] == Json(21.5));
  CHECK(results["workload"]["stable-latencies"]["0.5"] == Json(381));
  CHECK(results["workload"]["stable-latencies"]["1"] == Json(544));
}

TEST_CASE("what is no EDN is refused with its place") {
  CHECK(error_of("") == "a value is missing at byte 1");
  CHECK(error_of("[1 2") == "a collection lacks its ] at byte 5");
  CHECK(error_of("{:a}") == "unexpected } at byte 4");
  CHECK(error_of("\"a") == "a string lacks its closing quote at byte 3");
  CHECK(error_of("[\"\\q\"]") == "no valid string at byte 2");
  CHECK(error_of("1x") == "no valid number: 1x at byte 1");
  CHECK(error_of("1/x") == "no valid number: 1/x at byte 1");
  CHECK(error_of("[a\xa0z]") == "no valid UTF-8 at byte 2");
  CHECK(error_of("{[\\\xa0] 1}") == "no valid UTF-8 at byte 4");
  CHECK(error_of(std::string(1'000'000, '[')) == "nested deeper than 510 levels at byte 511");
  CHECK(error_of("1 2") == "something follows the value at byte 3");
}
