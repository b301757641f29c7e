#include "glomers/message.hpp"
#include "tests/catch.hpp"

using namespace glomers;

namespace {

std::string error_of(const std::string& line) {
  try {
    parse_message(line);
  } catch (const MessageError& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("a line is read as a message, fields beside the protocol's ignored") {
  const Message m = parse_message(
      R"({"id":7,"src":"c1","dest":"n1","body":{"type":"add","msg_id":1,"delta":[1,{"x":null}]}})"
      "\n");
  CHECK(m.src == "c1");
  CHECK(m.dest == "n1");
  CHECK(m.body == Json({{"type", "add"}, {"msg_id", 1}, {"delta", {1, {{"x", nullptr}}}}}));
  CHECK(m.raw.name.empty());
}

TEST_CASE("a line that is no message is refused with what is wrong and where") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"hello", "no valid JSON at column 1 of 5"},
      {R"({"src":"c1",})", "no valid JSON at column 13 of 13"},
      {R"({"src":"c1")", "no valid JSON: it ends too early, at column 11"},
      {"", "the line is empty"},
      {" \r", "the line is empty"},
      {R"({"src":"c1"} x)", "no valid JSON at column 14 of 14"},
      {"[1]", "a message is an object, got array"},
      {"3", "a message is an object, got number"},
      {R"({"dest":"n1","body":{"type":"x"}})", "field 'src' is missing"},
      {R"({"src":1,"dest":"n1","body":{"type":"x"}})", "field 'src' must be a string, got 1"},
      {R"({"src":"c1","body":{"type":"x"}})", "field 'dest' is missing"},
      {R"({"src":"c1","dest":null,"body":{"type":"x"}})",
       "field 'dest' must be a string, got null"},
      {R"({"src":"c1","dest":"n1"})", "field 'body' is missing"},
      {R"({"src":"c1","dest":"n1","body":"x"})", "field 'body' must be an object, got \"x\""},
      {R"({"src":"c1","dest":"n1","body":{}})", "field 'body.type' is missing"},
      {R"({"src":"c1","dest":"n1","body":{"type":1}})",
       "field 'body.type' must be a string, got 1"},
      {R"({"src":"c1","dest":"n1","body":{"type":"x","msg_id":"1"}})",
       "field 'body.msg_id' must be an integer, got \"1\""},
      {R"({"src":"c1","dest":"n1","body":{"type":"x","in_reply_to":1.5}})",
       "field 'body.in_reply_to' must be an integer, got 1.5"},
  };
  for (const auto& [line, error] : cases) {
    INFO(line);
    CHECK(error_of(line) == error);
  }
}

TEST_CASE("null stands for a number that is not there, in whatever order") {
  for (const char* rest : {"", R"(,"v":"\u00e4")"}) {
    const Message m = parse_message(R"({"src":"c1","dest":"n1","body":{"type":"x","msg_id":null,)"
                                    R"("in_reply_to":null)" +
                                    std::string(rest) + "}}");
    CHECK(m.body.msg_id().is_null());
    CHECK(m.body.in_reply_to().is_null());
  }
  const Message last =
      parse_message(R"({"src":"c1","dest":"n1","body":{"type":"x","msg_id":null,"msg_id":3}})");
  CHECK(last.body.msg_id() == 3);
}

TEST_CASE("of a node's output no more is asked than that it can be delivered") {
  const auto body_of = [](const std::string& body) {
    return parse_output_line(R"({"src":"n1","dest":"n2","id":4,"body":)" + body + "}").body.text();
  };
  for (const char* body : {R"({"msg_id":"a","type":"x"})", R"({"in_reply_to":1.5,"type":3})",
                           R"({"msg_id":null})", R"({})", R"("text")", R"([1,2])", "7", "null"})
    CHECK(body_of(body) == body);
  CHECK(parse_output_line(R"({"src":"n1","dest":"n2"})").body.text() == "{}");
  CHECK(parse_output_line(R"({"src":"n1","dest":"n2","body":{"type":"x"}})").body.type() == "x");
  CHECK(parse_output_line(R"({"src":"n1","dest":"n2","body":{"type":3}})").body.type().empty());
}

TEST_CASE("a line of output that breaks a rule is refused with the rule") {
  const auto error = [](const std::string& line) -> std::string {
    try {
      parse_output_line(line);
    } catch (const MessageError& found) {
      return found.what();
    }
    return "no error";
  };
  CHECK(error("starting up") == "no valid JSON at column 1 of 11");
  CHECK(error("[]") == "a message is an object, got array");
  CHECK(error(R"({"dest":"n2","body":{}})") == "field 'src' is missing");
  CHECK(error(R"({"src":"n1","dest":2,"body":{}})") == "field 'dest' must be a string, got 2");
  CHECK(error(R"({"src":"n1","dest":"n2","id":"4","body":{}})") ==
        "field 'id' must be an integer, got \"4\"");
  CHECK(error(R"({"src":"n1","dest":"n2","time":4,"body":{}})") ==
        "a message has no field 'time' beside src, dest, body and id");
}

TEST_CASE("bytes that are no UTF-8 and numbers that no machine holds are refused") {
  const std::string start = R"({"src":"c1","dest":"n1","body":{"type":"x","v":)";
  CHECK(error_of(start + "\"\xff\"}}").find("no valid JSON at column 49") == 0);
  CHECK(error_of(start + "1e999}}").find("no usable JSON") == 0);
}

TEST_CASE("an error shows the offending value cut short") {
  const std::string huge(100000, 'x');
  const std::string error = error_of(R"({"src":"c1","dest":"n1","body":")" + huge + "\"}");
  CHECK(error.size() < 200);
  CHECK(error.substr(error.size() - 5) == "xx...");
}

TEST_CASE("a printed message reads as the same message") {
  const Message m{"n1", "c\"1", {{"type", "x"}, {"text", "line\nbreak \u00e4"}}, {}};
  const std::string line = to_line(m);
  CHECK(line.find('\n') == std::string::npos);
  const Message read = parse_message(line);
  CHECK(read.src == m.src);
  CHECK(read.dest == m.dest);
  CHECK(read.body == m.body.json());
}

TEST_CASE("a string that is no UTF-8 is printed with a replacement") {
  CHECK(to_line({"n1", "c1", {{"type", "\xff"}}, {}}) ==
        "{\"src\":\"n1\",\"dest\":\"c1\",\"body\":{\"type\":\"\xef\xbf\xbd\"}}");
}

TEST_CASE("a raw field is printed as it is, beside other fields and alone") {
  const auto text = std::make_shared<const std::string>("[1, 2]");
  Message m{"n1", "c1", {{"type", "read_ok"}}, {"messages", text}};
  CHECK(to_line(m) == R"({"src":"n1","dest":"c1","body":{"type":"read_ok","messages":[1, 2]}})");
  CHECK(complete(m).body == Json({{"type", "read_ok"}, {"messages", {1, 2}}}));
  m.body = Json::object();
  CHECK(to_line(m) == R"({"src":"n1","dest":"c1","body":{"messages":[1, 2]}})");
  m.raw = {};
  CHECK(complete(m).body == Json::object());
}
