#include "tests/eddy/history/quote.hpp"

#include <string_view>

namespace eddy {
namespace {

constexpr std::string_view dots = "...";

bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
}

}  // namespace

std::string cut_short(std::string text) {
  if (text.size() <= max_quoted) return text;
  std::size_t end = max_quoted - dots.size();
  while (end > 0 && continues_character(text[end])) --end;
  return text.substr(0, end).append(dots);
}

std::string quote(const Json& value) {
  return cut_short(value.dump());
}

std::string quote(const Value& value) {
  return cut_short(value.text());
}

}  // namespace eddy
