#include <set>

#include "glomers/testing.hpp"
#include "tests/catch.hpp"
#include "unique_ids/unique_ids.hpp"

using namespace glomers;
using namespace unique_ids;

namespace {

constexpr std::int64_t noon_ms = 1704110400000;  // 2024-01-01T12:00:00Z

/// The hexadecimal digits of an id, from the given place in it.
std::uint64_t bits(const std::string& id, std::size_t place, std::size_t digits) {
  return std::stoull(id.substr(place, digits), nullptr, 16);
}

std::int64_t time_of(const std::string& id) {
  return static_cast<std::int64_t>(bits(id, 0, 8) << 16 | bits(id, 9, 4));
}

std::string generate(TestNode& t) {
  return t.request({{"type", "generate"}}).at("id").get<std::string>();
}

}  // namespace

TEST_CASE("an id is a UUID of version 7 with the time, the counter and the node's index") {
  Random random(1);
  UniqueIds ids(5, random);
  ids.next(noon_ms);
  const std::string id = ids.next(noon_ms);
  REQUIRE(id.size() == 36);
  for (const std::size_t dash : {8, 13, 18, 23}) CHECK(id[dash] == '-');
  CHECK(id.find_first_not_of("0123456789abcdef-") == std::string::npos);
  CHECK(time_of(id) == noon_ms);
  CHECK(id[14] == '7');
  CHECK(bits(id, 15, 3) == 1);
  CHECK(bits(id, 19, 4) >> 14 == 0b10);
  CHECK(((bits(id, 19, 4) & 0x3fff) << 2 | bits(id, 24, 12) >> 46) == 5);
}

TEST_CASE("one node's ids rise strictly, while the clock stands still, runs and steps back") {
  Random random(2);
  UniqueIds ids(0, random);
  std::int64_t clock_ms = noon_ms;
  std::string last;
  for (int i = 0; i < 50000; ++i) {
    if (random.chance(0.001)) clock_ms += static_cast<std::int64_t>(random.below(2000)) - 1000;
    const std::string id = ids.next(clock_ms);
    REQUIRE(id > last);
    last = id;
  }
}

TEST_CASE("when the counter is used up, the id's time moves on") {
  Random random(3);
  UniqueIds ids(0, random);
  std::string id;
  for (int i = 0; i < 4096; ++i) id = ids.next(noon_ms);
  CHECK(time_of(id) == noon_ms);
  CHECK(bits(id, 15, 3) == 4095);
  id = ids.next(noon_ms);
  CHECK(time_of(id) == noon_ms + 1);
  CHECK(bits(id, 15, 3) == 0);
}

TEST_CASE("nodes that draw the same random bits still give different ids") {
  std::set<std::string> seen;
  for (std::uint64_t index = 0; index < 1000; ++index) {
    Random random(4);
    seen.insert(UniqueIds(index, random).next(noon_ms));
  }
  CHECK(seen.size() == 1000);
}

TEST_CASE("starts of one node at the same instant give different ids") {
  Random random(5);
  std::set<std::string> seen;
  for (int start = 0; start < 1000; ++start) seen.insert(UniqueIds(0, random).next(noon_ms));
  CHECK(seen.size() == 1000);
}

TEST_CASE("the node answers generate with its next id, by its wall clock") {
  TestNode t(unique_ids::program());
  t.init("n1", {"n0", "n1"});
  const std::string first = generate(t), second = generate(t);
  t.advance(1s);
  const std::string third = generate(t);
  CHECK(first < second);
  CHECK(time_of(first) == time_of(second));
  CHECK(time_of(third) == time_of(first) + 1000);
}
