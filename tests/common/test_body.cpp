#include "glomers/body.hpp"
#include "tests/catch.hpp"

using namespace glomers;

namespace {

struct Everything {
  static constexpr const char* type = "everything";
  bool flag = false;
  std::int64_t count = 0;
  double ratio = 0;
  std::string name;
  Json any;
  std::vector<std::vector<std::int64_t>> lists;
  std::map<std::string, bool> flags;
  std::optional<std::string> note;
  static constexpr auto fields =
      std::tuple(field("flag", &Everything::flag), field("count", &Everything::count),
                 field("ratio", &Everything::ratio), field("name", &Everything::name),
                 field("any", &Everything::any), field("lists", &Everything::lists),
                 field("flags", &Everything::flags), field("note", &Everything::note));
};

const Json example = {{"type", "everything"},
                      {"flag", true},
                      {"count", -7},
                      {"ratio", 0.5},
                      {"name", "n"},
                      {"any", {1, "x", nullptr}},
                      {"lists", {{1, 2}, Json::array()}},
                      {"flags", {{"a", true}}},
                      {"note", "hm"}};

/// The text of the error for the example, one field of which is changed.
std::string error_with(const std::string& name, const Json& value) {
  Json body = example;
  body[name] = value;
  try {
    from_body<Everything>(body);
  } catch (const RpcError& error) {
    CHECK(error.code == ErrorCode::malformed_request);
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("a body is read into its struct and printed from it") {
  const auto body = from_body<Everything>(example);
  CHECK(body.flag);
  CHECK(body.count == -7);
  CHECK(body.ratio == 0.5);
  CHECK(body.name == "n");
  CHECK(body.any == Json({1, "x", nullptr}));
  CHECK(body.lists == std::vector<std::vector<std::int64_t>>{{1, 2}, {}});
  CHECK(body.flags == std::map<std::string, bool>{{"a", true}});
  CHECK(body.note == std::optional<std::string>("hm"));
  CHECK(to_body(body) == example);
}

TEST_CASE("only an optional field may be missing") {
  Json body = example;
  body.erase("note");
  CHECK(!from_body<Everything>(body).note);
  CHECK(to_body(from_body<Everything>(body)) == body);
  for (const auto& [name, value] : example.items()) {
    if (name == "type" || name == "note") continue;
    Json without = example;
    without.erase(name);
    INFO(name);
    std::string text;
    try {
      from_body<Everything>(without);
    } catch (const RpcError& error) {
      text = error.what();
    }
    CHECK(text == "field '" + name + "' is missing");
  }
}

TEST_CASE("fields that the struct does not name are ignored") {
  Json body = example;
  body["further"] = 1;
  CHECK(to_body(from_body<Everything>(body)) == example);
}

TEST_CASE("an ill-typed field is named, with its place and what it should be") {
  CHECK(error_with("flag", 1) == "field 'flag' must be a boolean, got 1");
  CHECK(error_with("count", "7") == "field 'count' must be an integer, got \"7\"");
  CHECK(error_with("count", 7.0) == "field 'count' must be an integer, got 7.0");
  CHECK(error_with("ratio", nullptr) == "field 'ratio' must be a number, got null");
  CHECK(error_with("name", Json::array()) == "field 'name' must be a string, got []");
  CHECK(error_with("lists", Json::object()) == "field 'lists' must be an array, got {}");
  CHECK(error_with("lists", {{1}, {2, "x"}}) ==
        "field 'lists[1][1]' must be an integer, got \"x\"");
  CHECK(error_with("flags", Json::array()) == "field 'flags' must be an object, got []");
  CHECK(error_with("flags", {{"a", true}, {"b", 0}}) == "field 'flags.b' must be a boolean, got 0");
  CHECK(error_with("note", nullptr) == "field 'note' must be a string, got null");
}

TEST_CASE("an integer beyond 64 bits with sign is refused, the greatest is not") {
  const std::uint64_t greatest = INT64_MAX;
  CHECK(error_with("count", greatest) == "no error");
  CHECK(error_with("count", greatest + 1) ==
        "field 'count' must be an integer within 64 bits, got 9223372036854775808");
}

TEST_CASE("a number field takes an integer as well") {
  CHECK(error_with("ratio", 3) == "no error");
}
