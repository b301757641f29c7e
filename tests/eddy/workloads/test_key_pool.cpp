#include <algorithm>
#include <map>

#include "tests/catch.hpp"
#include "tests/eddy/workloads/key_pool.hpp"

using eddy::KeyPool;
using glomers::Random;

namespace {
constexpr int samples = 10'000;
constexpr int unlimited = 1'000'000;
}  // namespace

TEST_CASE("half of the accesses are writes") {
  Random random(1);
  KeyPool pool(10, unlimited);
  int writes = 0;
  for (int i = 0; i < samples; ++i) writes += pool.next(random).is_write ? 1 : 0;
  CHECK(writes > samples * 48 / 100);
  CHECK(writes < samples * 52 / 100);
}

TEST_CASE("each key of the pool is twice as likely as the one before it") {
  Random random(2);
  KeyPool pool(4, unlimited);
  std::map<std::int64_t, int> accesses;
  for (int i = 0; i < samples; ++i) ++accesses[pool.next(random).key];
  REQUIRE(accesses.size() == 4);
  for (std::int64_t key = 0; key < 4; ++key) {
    const int expected = (samples << key) / 15;
    CAPTURE(key, accesses[key], expected);
    CHECK(accesses[key] > expected * 85 / 100);
    CHECK(accesses[key] < expected * 115 / 100);
  }
}

TEST_CASE("the values of a key are 1, 2, 3, ... up to the limit") {
  Random random(3);
  KeyPool pool(5, 16);
  std::map<std::int64_t, std::int64_t> last;
  for (int i = 0; i < samples; ++i) {
    const KeyPool::Access access = pool.next(random);
    if (!access.is_write) continue;
    REQUIRE(access.value == ++last[access.key]);
    REQUIRE(access.value <= 16);
  }
}

TEST_CASE("only a key that is used up gives its place to a new one") {
  Random random(4);
  KeyPool pool(3, 2);
  std::int64_t largest = 2;
  std::int64_t used_up = 0;
  std::map<std::int64_t, int> writes;
  for (int i = 0; i < samples; ++i) {
    const KeyPool::Access access = pool.next(random);
    REQUIRE(writes[access.key] <= 2);
    if (access.is_write && ++writes[access.key] == 2) ++used_up;
    largest = std::max(largest, access.key);
    // Of the keys 0 to `largest` at most the three of the pool are not used up.
    REQUIRE(largest + 1 - used_up <= 3);
  }
  CHECK(used_up > samples / 8);
}

TEST_CASE("a pool of one key and one of more keys than bits in a word work") {
  Random random(5);
  KeyPool one(1, unlimited);
  KeyPool many(100, unlimited);
  for (int i = 0; i < samples; ++i) {
    REQUIRE(one.next(random).key == 0);
    const std::int64_t key = many.next(random).key;
    REQUIRE(key >= 0);
    REQUIRE(key < 100);
  }
}
