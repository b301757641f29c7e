#include "glomers/input_lines.hpp"

namespace glomers {

std::optional<std::string_view> InputLines::next() {
  std::size_t end = std::string::npos;
  while ((end = text_.find('\n', searched_)) != std::string::npos) {
    const auto line = std::string_view(text_).substr(taken_, end - taken_);
    searched_ = taken_ = end + 1;
    ++number_;
    if (!std::exchange(skips_, false)) return line;
  }
  keep_rest();
  return ended_ ? last() : std::nullopt;
}

/// No whole line is left: what there is belongs to a line that is still to come.
void InputLines::keep_rest() {
  text_.erase(0, std::exchange(taken_, 0));
  if (text_.size() > max_length_) {
    if (!skips_) on_too_long_(number_ + 1);
    skips_ = true;
    text_.clear();
  }
  searched_ = text_.size();  // a long line comes in pieces: look at each byte once
}

std::optional<std::string_view> InputLines::last() {
  if (text_.empty()) return std::nullopt;
  taken_ = text_.size();
  ++number_;
  if (std::exchange(skips_, false)) return std::nullopt;
  return text_;
}

}  // namespace glomers
