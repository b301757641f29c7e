#include "tests/catch.hpp"
#include "tests/eddy/workloads/reply_schema.hpp"

using eddy::find_malformation;
using eddy::Json;
using eddy::ReplySchema;
using eddy::Shape;
namespace shape = eddy::shape;

namespace {

bool fits(const Shape& wanted, const char* value) {
  const Json body = {{"type", "x_ok"}, {"v", Json::parse(value)}};
  return !find_malformation(body, {"x_ok", {{"v", wanted}}});
}

}  // namespace

TEST_CASE("a reply has its type, its fields and at most msg_id and in_reply_to beside") {
  const ReplySchema schema = {"read_ok", {{"value", shape::integer}}};
  CHECK(!find_malformation({{"type", "read_ok"}, {"value", 3}}, schema));
  CHECK(!find_malformation({{"type", "read_ok"}, {"value", 3}, {"msg_id", 1}, {"in_reply_to", 2}},
                           schema));
  for (const Json& msg_id : {Json(nullptr), Json("1"), Json(1.5)})
    CHECK(find_malformation({{"type", "read_ok"}, {"value", 3}, {"msg_id", msg_id}}, schema)
              .value()
              .text()
              .starts_with("malformed reply: field 'msg_id' must be an integer, got "));
}

TEST_CASE("a malformation is described by what was expected and what came") {
  const ReplySchema schema = {"read_ok", {{"value", shape::integer}}};
  const auto told = [&](const Json& body) {
    return find_malformation(body, schema).value().text();
  };
  CHECK(told({{"type", "add_ok"}, {"value", 3}}) ==
        R"(malformed reply: type must be "read_ok", got {"type":"add_ok","value":3})");
  CHECK(told({{"type", "read_ok"}}) ==
        R"(malformed reply: field 'value' is missing, got {"type":"read_ok"})");
  CHECK(
      told({{"type", "read_ok"}, {"value", "3"}}) ==
      R"(malformed reply: field 'value' must be an integer within 64 bits, got {"type":"read_ok","value":"3"})");
  CHECK(
      told({{"type", "read_ok"}, {"value", 3}, {"n", 1}}) ==
      R"(malformed reply: field 'n' does not belong to read_ok, got {"n":1,"type":"read_ok","value":3})");
}

TEST_CASE("of 5 MB that came, or of a name of 5 MB, 200 bytes are kept") {
  const ReplySchema schema = {"read_ok", {{"value", shape::integer}}};
  const std::string large(5'000'000, 'x');
  const auto value = find_malformation({{"type", "read_ok"}, {"value", large}}, schema).value();
  CHECK(value.fault == "field 'value' must be an integer within 64 bits");
  CHECK(value.got.size() == 200);
  const auto name =
      find_malformation({{"type", "read_ok"}, {"value", 3}, {large, 1}}, schema).value();
  CHECK(name.fault.size() < 250);
  CHECK(name.got.size() == 200);
}

TEST_CASE("of an integer beyond 64 bits that is to be used, the digits are told") {
  const Json body = {{"type", "send_ok"}, {"offset", Json::parse("1800000000000000000000")}};
  CHECK(find_malformation(body, {"send_ok", {{"offset", shape::integer}}}).value().text() ==
        "malformed reply: field 'offset' must be an integer within 64 bits, got "
        "{\"offset\":1800000000000000000000,\"type\":\"send_ok\"}");
}

TEST_CASE("shapes take what they say and nothing else") {
  SECTION("any") {
    for (const char* value : {"null", "1", "\"a\"", "[]", "{}", "true"})
      CHECK(fits(shape::any, value));
  }
  SECTION("integer") {
    for (const char* value : {"0", "-3", "9223372036854775807"}) CHECK(fits(shape::integer, value));
    for (const char* value : {"1.0", "\"1\"", "null", "[]", "9223372036854775808"})
      CHECK(!fits(shape::integer, value));
  }
  SECTION("list") {
    for (const char* value : {"[]", "[1,\"a\",null]", "null"}) CHECK(fits(shape::list, value));
    for (const char* value : {"{}", "\"\"", "1"}) CHECK(!fits(shape::list, value));
  }
  SECTION("offsets") {
    for (const char* value : {"{}", "{\"a\":1,\"b\":2}"}) CHECK(fits(shape::offsets, value));
    for (const char* value : {"[]", "null", "{\"a\":\"1\"}", "{\"a\":1,\"b\":null}"})
      CHECK(!fits(shape::offsets, value));
  }
  SECTION("messages by key") {
    for (const char* value :
         {"{}", R"({"a":[]})", R"({"a":null})", R"({"a":[[1,9],[2,null]],"b":[[0,"x"]]})"})
      CHECK(fits(shape::messages_by_key, value));
    for (const char* value : {"[]", "null", R"({"a":0})", R"({"a":[1,9]})", R"({"a":[[1]]})",
                              R"({"a":[[1,2,3]]})", R"({"a":[["1",9]]})", R"({"a":[[1,9],[]]})"})
      CHECK(!fits(shape::messages_by_key, value));
  }
  SECTION("completed operations") {
    for (const char* value : {"[]", "null", R"([["r",1,null],["w",2,3]])"})
      CHECK(fits(shape::completed_operations, value));
    for (const char* value : {"{}", "0", R"([["r",1]])", R"([["r",1,2,3]])", R"([["x",1,2]])",
                              R"(["r",1,2])", R"([["r",1,2],null])"})
      CHECK(!fits(shape::completed_operations, value));
  }
}
