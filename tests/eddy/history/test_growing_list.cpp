#include <sstream>

#include "tests/catch.hpp"
#include "tests/eddy/history/history.hpp"
#include "tests/eddy/history/number_list.hpp"
#include "tests/eddy/history/read_list.hpp"

using eddy::GrowingList;
using eddy::GrowingLists;
using eddy::History;
using eddy::Json;
using eddy::numbers;
using eddy::Value;

namespace {

std::string read_op(int index, const Json& value) {
  return Json({{"index", index},
               {"time", index},
               {"type", "ok"},
               {"f", "read"},
               {"process", 0},
               {"value", value}})
             .dump() +
         '\n';
}

}  // namespace

TEST_CASE("a list grows by what a later read tells") {
  GrowingList list;
  CHECK(list.take("[]") == 0);
  CHECK(list.take("[1,22,\"a, ]\"]") == 3);
  CHECK(list.take("[1,22]") == 2);
  CHECK(list.take("[1,22,\"a, ]\",[4,5], {\"k\":null}]") == 5);
  CHECK(list.size() == 5);
  CHECK(list.item(0) == 1);
  CHECK(list.item(2) == "a, ]");
  CHECK(list.item(4) == Json({{"k", nullptr}}));
  CHECK(list.text(0) == "[]");
  CHECK(list.text(2) == "[1,22]");
  CHECK(Json::parse(list.text(5)) == Json({1, 22, "a, ]", {4, 5}, {{"k", nullptr}}}));
}

TEST_CASE("a list takes no other list, none that ends within a value, and no nonsense") {
  GrowingList list;
  CHECK(list.take("[1,22,3]") == 3);
  for (const char* other : {"[2]", "[1,2]", "[1,22,33]", "[1,22,3,]", "[1,22,3,x]", "[1,22,3 4]",
                            "[1,22,3,4", "1", "", "]", "[1,22,3,4]]", "[1 ,22]"})
    CHECK_FALSE(list.take(other));
  CHECK(list.text(3) == "[1,22,3]");
}

TEST_CASE("reads of two nodes grow two lists") {
  GrowingLists lists;
  const auto even = lists.take(numbers(0, 200).dump());
  const auto odd = lists.take(numbers(1, 200).dump());
  const auto more = lists.take(numbers(0, 300).dump());
  CHECK(even->list != odd->list);
  CHECK(even->list == more->list);
  CHECK(even->size == 200);
  CHECK(more->size == 300);
  CHECK_FALSE(lists.take("[1,2,3]"));
}

TEST_CASE("a shared list is the JSON that it stands for") {
  GrowingLists lists;
  Value value = *lists.take(numbers(0, 100).dump());
  const Value longer = *lists.take(numbers(0, 200).dump());
  CHECK(value == numbers(0, 100));
  CHECK(longer == numbers(0, 200));
  CHECK(value.size() == 100);
  CHECK(value.is_array());
  CHECK_FALSE(value.is_null());
  CHECK(value.text() == numbers(0, 100).dump());
  value.own().push_back(7);
  CHECK(value.size() == 101);
  CHECK_FALSE(value.list());
  CHECK(longer == numbers(0, 200));
}

TEST_CASE("a history with long reads is written as it was read, and shares their lists") {
  std::string text;
  for (int i = 0; i < 10; ++i) text += read_op(i, numbers(0, 100 + i));
  text += read_op(10, numbers(50, 200)) + read_op(11, Json::array({1, 2})) + read_op(12, nullptr);
  std::istringstream in(text);
  const History history = eddy::read_history(in);
  std::ostringstream out;
  eddy::write_history(out, history);
  std::istringstream lines(text), written(out.str());
  for (std::string was, is; std::getline(lines, was);) {
    std::getline(written, is);
    CHECK(Json::parse(is) == Json::parse(was));
  }
  CHECK(history[0].value.list()->list == history[9].value.list()->list);
  CHECK(history[9].value.list()->size == 109);
  CHECK(history[10].value.list()->list != history[9].value.list()->list);
  CHECK_FALSE(history[11].value.list());
}

TEST_CASE("only a read's list is cut out of its line") {
  GrowingLists lists;
  std::string line = read_op(1, numbers(0, 100));
  line.pop_back();
  const std::string whole = line;
  const auto cut = eddy::cut_read_list(line, lists);
  REQUIRE(cut);
  CHECK(cut->list.size == 100);
  CHECK(line.substr(cut->at) == "null}");
  std::string poll = whole;
  poll.replace(poll.find("read"), 4, "poll");
  const std::string twice = "{\"value\":1," + whole.substr(1);
  for (std::string other : {poll, twice, whole + "x", std::string("{}"), std::string()}) {
    const std::string was = other;
    CHECK_FALSE(eddy::cut_read_list(other, lists));
    CHECK(other == was);
  }
}
