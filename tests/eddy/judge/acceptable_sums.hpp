#pragma once

#include <cstdint>
#include <stdexcept>
#include <vector>

namespace eddy {

/// A sum that does not fit into 64 bits, or lies at their very limit. The real checker
/// throws there, too.
struct SumOverflow : std::runtime_error {
  SumOverflow() : std::runtime_error("a possible sum reaches the limits of 64 bits") {}
};

/// The sums that a counter may show: each indefinite add counts or not.
class AcceptableSums {
 public:
  struct Range {
    std::int64_t low = 0;
    std::int64_t high = 0;  ///< itself included
  };

  /// Ranges that are told apart. Adds of 1, 3, 9, 27 ... double their number each.
  static constexpr std::size_t range_limit = 65'536;

  /// The sum of the adds that count. Throws SumOverflow.
  explicit AcceptableSums(const std::vector<std::int64_t>& definite);

  /// The add counts or not. O(ranges). Throws SumOverflow.
  void add_indefinite(std::int64_t delta);

  /// Ascending, with a gap between any two.
  const std::vector<Range>& ranges() const { return ranges_; }

  /// False once there were more than range_limit ranges: then ranges() is but one, from
  /// the least sum to the greatest, and not all within is acceptable.
  bool is_exact() const { return is_exact_; }

  /// Of exact sums: is it one? Else: does it lie between the least and the greatest?
  bool contains(std::int64_t value) const;

 private:
  std::vector<Range> ranges_;
  bool is_exact_ = true;
};

}  // namespace eddy
