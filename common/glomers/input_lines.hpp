#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace glomers {

/// Input as it comes, line by line. A line may come in pieces. Once more than a limit of it
/// has come without its end, it is passed over, and not kept.
class InputLines {
 public:
  /// `max_length` is in bytes. `on_too_long` is told the number of a line that is passed over,
  /// once, before its end has come.
  InputLines(std::size_t max_length, std::function<void(std::uint64_t number)> on_too_long)
      : max_length_(max_length), on_too_long_(std::move(on_too_long)) {}

  void append(std::string_view piece) { text_ += piece; }

  /// No more input comes: what has come after the last newline is a line as well.
  void end() { ended_ = true; }
  bool ended() const { return ended_; }

  /// The next whole line without its newline, valid until the next call of anything here;
  /// none if the rest of it is still to come.
  std::optional<std::string_view> next();

  /// The number of the line that next() gave last. The first line has 1.
  std::uint64_t number() const { return number_; }

 private:
  std::optional<std::string_view> last();
  void keep_rest();

  std::size_t max_length_;
  std::function<void(std::uint64_t)> on_too_long_;
  std::string text_;
  std::size_t taken_ = 0;     ///< the lines of text_ before this have been taken
  std::size_t searched_ = 0;  ///< text_ has no newline between taken_ and this
  std::uint64_t number_ = 0;
  bool skips_ = false;  ///< what comes belongs to a line that is too long
  bool ended_ = false;
};

}  // namespace glomers
