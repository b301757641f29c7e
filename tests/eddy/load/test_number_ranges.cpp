#include <stdexcept>

#include "tests/catch.hpp"
#include "tests/eddy/load/number_ranges.hpp"

namespace eddy {
namespace {

TEST_CASE("numbers are written as ranges, and read back") {
  const NumberRanges some({0, 1, 2, 3, 4, 9, 17, 18});
  CHECK(some.to_string() == "0-4,9,17-18");
  CHECK(NumberRanges::parse("0-4,9,17-18").numbers() == some.numbers());
  CHECK(NumberRanges({}).to_string() == "none");
  CHECK(NumberRanges::parse("none").numbers().empty());
  for (const std::size_t number : {0, 4, 9, 17, 18}) CHECK(some.contains(number));
  for (const std::size_t number : {5, 8, 10, 16, 19}) CHECK(!some.contains(number));
  CHECK(!NumberRanges({}).contains(0));
}

TEST_CASE("text that is no list of rising numbers is refused") {
  for (const char* text : {"", ",", "1,", ",1", "-", "1-", "-1", "a", "1.5", "2-1", "3,3", "1-4,4",
                           "1 2", "999999999999"})
    CHECK_THROWS_AS(NumberRanges::parse(text), std::invalid_argument);
}

}  // namespace
}  // namespace eddy
