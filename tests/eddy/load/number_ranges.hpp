#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace eddy {

/// A set of numbers from 0 on, written as "0-4,9,17", or "none".
class NumberRanges {
 public:
  /// Of numbers that rise.
  explicit NumberRanges(const std::vector<std::size_t>& numbers);

  /// Throws std::invalid_argument where the text is no such list, or its numbers do not rise.
  static NumberRanges parse(const std::string& text);

  std::string to_string() const;
  bool contains(std::size_t number) const;
  std::vector<std::size_t> numbers() const;

 private:
  using Range = std::pair<std::size_t, std::size_t>;  ///< first and last

  std::vector<Range> ranges_;  ///< rising, with gaps between
};

}  // namespace eddy
