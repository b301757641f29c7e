#include "tests/catch.hpp"
#include "tests/eddy/history/alike.hpp"
#include "tests/eddy/history/quote.hpp"

using namespace eddy;

namespace {

/// Counts how often a character is read and how often one moves on.
struct Counting {
  using iterator_category = std::input_iterator_tag;

  const char* at;
  std::size_t* steps;

  char operator*() const {
    ++*steps;
    return *at;
  }
  Counting& operator++() {
    ++*steps;
    ++at;
    return *this;
  }
  bool operator!=(const Counting& other) const { return at != other.at; }
};

std::string shape(const std::string& text) {
  return without_numbers(text.begin(), text.end());
}

}  // namespace

TEST_CASE("a quotation has at most 200 bytes, and ends with a whole character") {
  CHECK(cut_short(std::string(200, 'a')) == std::string(200, 'a'));
  CHECK(cut_short(std::string(201, 'a')) == std::string(197, 'a') + "...");
  std::string umlauts;
  for (int i = 0; i < 150; ++i) umlauts += "\u00e4";
  CHECK(cut_short(umlauts) == umlauts.substr(0, 196) + "...");
  CHECK(quote(Json(std::string(300, 'a'))) == '"' + std::string(196, 'a') + "...");
  CHECK(quote(Json::array({1, "a"})) == R"([1,"a"])");
  CHECK(quote(Json("\xff")) == "\"\ufffd\"");
}

TEST_CASE("sentences that differ in numbers only have one shape") {
  CHECK(shape("process 3, op 17, at 1.204 s, read [1,2,3].") == "process # op # at # s, read [#].");
  CHECK(shape("#1 and 2") == "## and #");
  CHECK(shape("no, none.") == "no, none.");
}

TEST_CASE("the shape of 5 MB is found in one pass") {
  std::string text;
  while (text.size() < 5'000'000) text += "abcdefghij 17, ";
  std::size_t steps = 0;
  const Counting begin = {text.data(), &steps};
  const Counting end = {text.data() + text.size(), &steps};
  CHECK(without_numbers(begin, end).size() > text.size() / 2);
  CHECK(steps == 2 * text.size());
}
