#include "glomers/json_scan.hpp"
#include "glomers/message.hpp"
#include "glomers/random.hpp"
#include "tests/catch.hpp"

using namespace glomers;

namespace {

bool takes(const std::string& text, int max_input_nesting = 100) {
  JsonScan scan(text, max_input_nesting);
  return scan.take_value() && scan.at_end();
}

/// Makes a small change at random: a character less, one more, or another one.
std::string changed(std::string text, Random& random) {
  static const std::string characters = "{}[]\":,0123456789.-+eE\\/ \ttruefalsn\x01\xc3\xa9u";
  const char c = characters[random.below(characters.size())];
  const std::size_t place = random.below(text.size());
  switch (random.below(3)) {
    case 0:
      return text.erase(place, 1);
    case 1:
      return text.insert(place, 1, c);
    default:
      text[place] = c;
      return text;
  }
}

const std::vector<std::string> given = {
    R"({"id":7,"src":"c1","dest":"n1","body":{"type":"add","msg_id":1,"delta":[1,{"x":null}]}})",
    R"({"src":"n0","dest":"c1","body":{"type":"read_ok","messages":[0,17,4,123456789012345678,5]}})",
    R"( {"src" : "n0", "dest":"c2" ,"body": {"in_reply_to":-12,"type":"ok", "v":[ ] , "w" : { }}} )",
    R"({"dest":"n1","src":"n2","body":{"a":[true,false,1.5,-0,0.25e3],"type":"x","s":"q\"\\\/\n"}})",
};

/// Reads the message as the parser does, without the scanner.
std::string read_by_parser(const std::string& line) {
  // The scanner leaves this escape to the parser. It changes nothing in the message.
  std::string same = line;
  same.insert(same.find('{') + 1, R"("\u0061b":0,)");
  return to_line(parse_message(same));
}

/// The line after it was read, looked into and written again; or why it cannot be read.
template <class F>
std::string outcome(F read) {
  try {
    return read();
  } catch (const MessageError&) {
    return "refused";
  }
}

}  // namespace

TEST_CASE("plain JSON is taken whole, and what is none is not") {
  for (const char* text : {"0", "-1", "12.5", "\"\"", "\"a\\n\"", "[]", "[1,[2]]", "{}", "true",
                           "{\"a\":{\"b\":[null,false]}}", "[ 1 , 2 ]", "{ \"a\" : 1 }", "[0,10,2]",
                           "[1,2 ,3]", "[1, 2,-3,4.5,6]"})
    CHECK(takes(text));
  for (const char* text :
       {"",        "-",   "01",       "1.",     ".5",      "+1",       "\"",    "\"\n\"",
        "\"\\x\"", "[",   "[1,]",     "[1 2]",  "{\"a\"}", "{\"a\":}", "{a:1}", "{\"a\":1,}",
        "nul",     "1 2", "[0,01,2]", "[1,2,]", "[1,,2]",  "[,1]",     "[1,2",  "[1,2x,3]"})
    CHECK_FALSE(takes(text));
}

TEST_CASE("what is not plain is left to the parser") {
  for (const char* text :
       {"1e5", "1234567890123456789", "[1,1234567890123456789,2]", "\"\\u0041\"", "\"\xc3\xa9\""})
    CHECK_FALSE(takes(text));
  CHECK(takes("[[[]]]", 3));
  CHECK_FALSE(takes("[[[]]]", 2));
  CHECK(takes("[[],[],[]]", 2));
}

TEST_CASE("a line is read alike whether or not its body stays text") {
  Random random(1);
  int refused = 0;
  int taken = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string line = given[random.below(given.size())];
    for (std::uint64_t changes = random.below(3); changes > 0; --changes)
      line = changed(line, random);
    INFO(line);
    const std::string read = outcome([&] {
      Message message = parse_message(line);
      message.body.json();  // after this it is no text any more
      return to_line(message);
    });
    const std::string parsed = outcome([&] { return read_by_parser(line); });
    CHECK(read == parsed);
    ++(read == "refused" ? refused : taken);
  }
  CHECK(refused > 1000);
  CHECK(taken > 1000);
}

TEST_CASE("of a body that is text the header is known, and one field's text") {
  const Message m = parse_message(given[0]);
  CHECK(m.body.type() == "add");
  CHECK(m.body.msg_id() == 1);
  CHECK(m.body.in_reply_to().is_null());
  CHECK(m.body.text_of("delta") == R"([1,{"x":null}])");
  CHECK(m.body.text_of("nothing") == std::nullopt);
  const Message same{"c1", "n1", m.body.json(), {}};
  CHECK(same.body.type() == "add");
  CHECK(same.body.text_of("delta") == R"([1,{"x":null}])");
  CHECK(same.body.text_of("nothing") == std::nullopt);
}

TEST_CASE("a body that was text can be changed") {
  Message m = parse_message(given[0]);
  m.body["type"] = "sub";
  m.body["msg_id"] = 2;
  CHECK(m.body.type() == "sub");
  CHECK(m.body.msg_id() == 2);
  CHECK(to_line(m).find("add") == std::string::npos);
}
