#include "tests/catch.hpp"
#include "tests/eddy/workloads/lin_kv/op_set.hpp"

using eddy::OpSet;

namespace {

OpSet set_of(std::initializer_list<std::size_t> numbers) {
  OpSet set;
  for (const std::size_t number : numbers) set.insert(number);
  return set;
}

}  // namespace

TEST_CASE("a set of operations has the numbers that were put there, small and large") {
  OpSet set = set_of({0, 63, 64, 200});
  for (const std::size_t number : {0, 63, 64, 200}) CHECK(set.contains(number));
  for (const std::size_t number : {1, 62, 65, 128, 199, 201, 1'000}) CHECK(!set.contains(number));
  set.erase(64);
  set.erase(1'000);
  CHECK(!set.contains(64));
  CHECK(set.contains(63));
  CHECK(set.contains(200));
}

TEST_CASE("sets of operations are compared by what they have, not by what they had") {
  OpSet emptied = set_of({5, 200});
  emptied.erase(200);
  CHECK(emptied == set_of({5}));
  CHECK(emptied.hash() == set_of({5}).hash());
  CHECK(set_of({5, 70}).includes(set_of({70})));
  CHECK(!set_of({70}).includes(set_of({5, 70})));
  CHECK(!set_of({5}).includes(set_of({70})));
  CHECK(!(set_of({5, 70}) == set_of({5, 71})));
}
