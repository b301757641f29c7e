#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "glomers/json.hpp"

namespace eddy {

using glomers::Json;

/// A list of JSON values that only grows, kept as text. Each read of broadcast tells all that the
/// node has: mostly what the last read told, and a little more. So a read is kept as a beginning
/// of such a list. A run of n values and m reads needs space for n values, and not for n times m.
class GrowingList {
 public:
  std::size_t size() const { return ends_.size(); }

  /// The value at the position, from 0 on.
  Json item(std::size_t position) const;

  /// Its first n values as a JSON array.
  std::string text(std::size_t n) const;

  /// The number of the array's values, if this list is a beginning of the array or the other way
  /// round. The list has at least so many values from then on. There is none if JsonScan does not
  /// take the text, or if its spaces stand elsewhere.
  std::optional<std::size_t> take(std::string_view array);

 private:
  bool grow(std::string_view more);

  std::string text_ = "[";           ///< without the last bracket
  std::vector<std::uint32_t> ends_;  ///< where in text_ each value ends
};

/// The first `size` values of a growing list.
struct SharedList {
  std::shared_ptr<const GrowingList> list;
  std::size_t size = 0;
};

/// The growing lists of one history, for instance one for each node.
class GrowingLists {
 public:
  /// There is none if the text is too short to be worth it, or not as GrowingList wants it.
  std::optional<SharedList> take(std::string_view array);

 private:
  std::deque<std::shared_ptr<GrowingList>> lists_;  ///< what has grown last comes first
};

}  // namespace eddy
