#include "glomers/json_scan.hpp"

#include <algorithm>

namespace glomers {
namespace {

/// An integer of so many digits fits into 64 bits, whatever they are.
constexpr std::size_t max_digits = 18;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

bool JsonScan::take_value() {
  if (at_ == end_) return false;
  switch (*at_) {
    case '"': {
      std::string_view text;
      return take_string(text);
    }
    case '{':
      return take_object([this](std::string_view) { return take_value(); });
    case '[':
      return take_array();
    case 't':
      return take_word("true");
    case 'f':
      return take_word("false");
    case 'n':
      return take_word("null");
    default:
      return take_number();
  }
}

void JsonScan::skip_space() {
  while (at_ != end_ && (*at_ == ' ' || *at_ == '\t' || *at_ == '\r' || *at_ == '\n')) ++at_;
}

bool JsonScan::take(char c) {
  if (at_ == end_ || *at_ != c) return false;
  ++at_;
  return true;
}

bool JsonScan::take_string(std::string_view& text) {
  if (!take('"')) return false;
  const char* const start = at_;
  for (; at_ != end_ && *at_ != '"'; ++at_) {
    const auto c = static_cast<unsigned char>(*at_);
    if (c < 0x20 || c >= 0x80) return false;
    if (c != '\\') continue;
    if (++at_ == end_ || std::string_view("\"\\/bfnrt").find(*at_) == std::string_view::npos)
      return false;
  }
  text = {start, static_cast<std::size_t>(at_ - start)};
  return take('"');
}

bool JsonScan::take_array() {
  if (levels_left_-- <= 0 || !take('[')) return false;
  skip_space();
  for (bool more = !take(']'); more;) {
    skip_whole_numbers();
    skip_space();
    if (!take_value()) return false;
    skip_space();
    more = take(',');
    if (!more && !take(']')) return false;
  }
  ++levels_left_;
  return true;
}

void JsonScan::skip_whole_numbers() {
  for (const char* end = at_;; at_ = ++end) {
    while (end != end_ && is_digit(*end)) ++end;
    const bool plain = end != at_ && end - at_ <= static_cast<std::ptrdiff_t>(max_digits) &&
                       (*at_ != '0' || end - at_ == 1);
    if (!plain || end == end_ || *end != ',') return;
  }
}

/// Takes no number with an exponent, which might lead beyond a double's range.
bool JsonScan::take_number() {
  take('-');
  if (!take('0') && !take_digits()) return false;
  if (take('.') && !take_digits()) return false;
  return at_ == end_ || (!is_digit(*at_) && *at_ != 'e' && *at_ != 'E');
}

bool JsonScan::take_digits() {
  const char* const start = at_;
  while (at_ != end_ && is_digit(*at_)) ++at_;
  return at_ != start && at_ - start <= static_cast<std::ptrdiff_t>(max_digits);
}

bool JsonScan::take_word(std::string_view word) {
  if (!std::string_view(at_, static_cast<std::size_t>(end_ - at_)).starts_with(word)) return false;
  at_ += word.size();
  return true;
}

bool is_nested_deeper(std::string_view text, std::ptrdiff_t limit) {
  // Few texts open so many at all, and counting is quicker than what follows.
  const auto opened =
      std::count(text.begin(), text.end(), '[') + std::count(text.begin(), text.end(), '{');
  if (opened <= limit) return false;
  std::ptrdiff_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size() && depth <= limit; ++i) {
    const char c = text[i];
    if (c == '"') in_string = !in_string;
    if (in_string && c == '\\') ++i;
    if (in_string) continue;
    if (c == '[' || c == '{') ++depth;
    if (c == ']' || c == '}') --depth;
  }
  return depth > limit;
}

}  // namespace glomers
