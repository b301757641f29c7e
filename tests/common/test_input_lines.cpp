#include <vector>

#include "glomers/input_lines.hpp"
#include "tests/catch.hpp"

using glomers::InputLines;

namespace {

struct Input {
  InputLines lines{8, [this](std::uint64_t number) { too_long.push_back(number); }};
  std::vector<std::uint64_t> too_long;

  /// Takes all lines that are whole by now.
  std::vector<std::string> take() {
    std::vector<std::string> taken;
    while (const auto line = lines.next()) taken.emplace_back(*line);
    return taken;
  }

  std::vector<std::string> take(const char* piece) {
    lines.append(piece);
    return take();
  }
};

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("lines come whole, in pieces, and empty") {
  Input input;
  CHECK(input.take("one\ntwo\n\nth") == Lines{"one", "two", ""});
  CHECK(input.lines.number() == 3);
  CHECK(input.take("re") == Lines{});
  CHECK(input.take("e") == Lines{});
  CHECK(input.take("\nfour\nfive") == Lines{"three", "four"});
  CHECK(input.lines.number() == 5);
}

TEST_CASE("at the end of the input a line needs no newline") {
  Input input;
  CHECK(input.take("one\ntwo") == Lines{"one"});
  input.lines.end();
  CHECK(input.take() == Lines{"two"});
  CHECK(input.lines.number() == 2);
  CHECK(input.take() == Lines{});
}

TEST_CASE("a line that is too long is passed over, counted, and told of once") {
  Input input;
  CHECK(input.take("one\n12345678") == Lines{"one"});
  CHECK(input.too_long.empty());
  CHECK(input.take("9") == Lines{});
  CHECK(input.too_long == std::vector<std::uint64_t>{2});
  CHECK(input.take("1234567890") == Lines{});
  CHECK(input.take("end\nthree\n") == Lines{"three"});
  CHECK(input.lines.number() == 3);
  CHECK(input.too_long == std::vector<std::uint64_t>{2});
  CHECK(input.take("123456789") == Lines{});
  input.lines.end();
  CHECK(input.take("rest") == Lines{});
  CHECK(input.too_long == std::vector<std::uint64_t>{2, 4});
}
