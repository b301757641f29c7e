#pragma once

#include <cstddef>
#include <string_view>

namespace glomers {

/// Input that is nested deeper is refused, as copying and printing a value need stack for each
/// level.
inline constexpr int max_input_nesting = 500;

/// Whether some value in the JSON text has more than so many arrays and objects around it,
/// itself included.
bool is_nested_deeper(std::string_view text, std::ptrdiff_t limit);

/// Goes over JSON text (RFC 8259) without making values of it, for what is only looked at
/// or passed on. It takes the plain part of the language alone: ASCII, no \u in strings,
/// no number that a 64-bit integer or a double might not hold, no nesting deeper than the
/// limit. Whatever it takes is valid JSON. What it does not take may be valid, too: the
/// parser has to tell.
class JsonScan {
 public:
  JsonScan(std::string_view text, int levels)
      : at_(text.data()), end_(text.data() + text.size()), levels_left_(levels) {}

  bool at_end() const { return at_ == end_; }
  void skip_space();

  /// Steps over this character, if it is the next.
  bool take(char c);

  // Each of these takes one value without the space around it. It returns false if it has not
  // taken it; then the scan is over.

  bool take_value();
  /// Takes a string. `text` is what stands between its quotes, escapes included.
  bool take_string(std::string_view& text);
  /// Takes an object. `member(name)` is called for each one, and has to take its value.
  template <class F>
  bool take_object(F member) {
    if (levels_left_-- <= 0 || !take('{')) return false;
    skip_space();
    for (bool more = !take('}'); more;) {
      std::string_view name;
      skip_space();
      if (!take_string(name)) return false;
      skip_space();
      if (!take(':')) return false;
      skip_space();
      if (!member(name)) return false;
      skip_space();
      more = take(',');
      if (!more && !take('}')) return false;
    }
    ++levels_left_;
    return true;
  }

  /// Runs `take`. `text` is what it has taken.
  template <class F>
  bool text_of(std::string_view& text, F take) {
    const char* const start = at_;
    if (!take()) return false;
    text = {start, static_cast<std::size_t>(at_ - start)};
    return true;
  }

 private:
  bool take_array();
  /// Steps over whole numbers that have a comma behind them. Many a long list is made of them,
  /// and take_value() would need longer.
  void skip_whole_numbers();
  bool take_number();
  bool take_digits();
  bool take_word(std::string_view word);

  const char* at_;
  const char* end_;
  int levels_left_;
};

}  // namespace glomers
