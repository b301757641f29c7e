#pragma once

#include <string>

namespace eddy {

/// The text with one sign for each number, and one for each list of numbers. Sentences that differ
/// only in numbers have the same. It reads each character once.
template <class Iterator>
std::string without_numbers(Iterator at, Iterator end) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  std::string shape;
  bool in_number = false;
  for (; at != end; ++at) {
    const char c = *at;
    const bool goes_on = in_number && (is_digit(c) || c == '.' || c == ',');
    if (goes_on) continue;
    in_number = is_digit(c);
    shape += in_number ? '#' : c;
  }
  return shape;
}

}  // namespace eddy
