#include "tests/catch.hpp"
#include "tests/eddy/history/number_list.hpp"
#include "tests/eddy/history/script.hpp"
#include "tests/eddy/judge/read_numbers.hpp"
#include "tests/eddy/judge/set_full.hpp"

using eddy::GrowingLists;
using eddy::Json;
using eddy::numbers;
using eddy::ReadNumbers;
using eddy::Value;
using eddy::ValueNumbers;

namespace {

/// The history with its long reads as shared lists.
eddy::History shared(eddy::History history) {
  GrowingLists lists;
  for (eddy::Op& op : history)
    if (auto list = lists.take(op.value.text()); op.f == "read" && list) op.value = *list;
  return history;
}

}  // namespace

TEST_CASE("a value that gets its number later has it in the lists that were met before") {
  ValueNumbers values;
  ReadNumbers reads(values);
  GrowingLists lists;
  const Value list = *lists.take(numbers(0, 100).dump());
  for (int i = 0; i < 99; ++i) values.number(i);
  CHECK(reads.of(list)[98] == 98);
  CHECK(reads.of(list)[99] == ReadNumbers::none);
  values.number(99);
  CHECK(reads.of(list)[99] == 99);
  CHECK(reads.of(Value(Json({5, 1000})))[1] == ReadNumbers::none);
}

TEST_CASE("shared lists are judged as lists of their own are") {
  eddy::Script script;
  for (int i = 0; i < 120; ++i) script.invoke(0, "broadcast", i).ok(0);
  Json with_odd = numbers(0, 118);
  with_odd.push_back(5);     // repeated
  with_odd.push_back(4711);  // never broadcast
  Json lost = numbers(0, 100);
  for (int i = 101; i < 120; ++i) lost.push_back(i);  // 100 is lost
  script.read(1, numbers(0, 110)).read(2, with_odd).read(1, numbers(0, 120)).read(3, lost);
  const Json judged = eddy::check_set_full(script.history(), "broadcast");
  CHECK(judged["lost"] == Json::array({100}));
  CHECK(judged["beyond"].size() > 0);
  CHECK(eddy::check_set_full(shared(script.history()), "broadcast") == judged);
}
