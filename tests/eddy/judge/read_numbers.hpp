#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "tests/eddy/history/value.hpp"
#include "tests/eddy/judge/values.hpp"

namespace eddy {

/// The numbers of the values in reads' lists. Those of a shared list are worked out once,
/// not for each read that tells a part of it.
class ReadNumbers {
 public:
  /// `values` outlives this; values may be added to it, and lists to a history.
  explicit ReadNumbers(const ValueNumbers& values) : values_(values) {}

  /// Of each value of the list its number, or `none`; in order. At least so many as the list
  /// has. Good until the next call.
  const std::vector<std::uint32_t>& of(const Value& list);

  static constexpr std::uint32_t none = UINT32_MAX;

 private:
  struct Known {
    std::vector<std::uint32_t> numbers;
    std::vector<std::size_t> without;  ///< positions of values that had no number
  };

  std::uint32_t find(const Json& value) const;
  const std::vector<std::uint32_t>& of_shared(const SharedList& shared);

  const ValueNumbers& values_;
  std::unordered_map<const GrowingList*, Known> known_;
  std::vector<std::uint32_t> others_;
};

}  // namespace eddy
