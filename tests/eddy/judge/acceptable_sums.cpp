#include "tests/eddy/judge/acceptable_sums.hpp"

#include <algorithm>
#include <iterator>

namespace eddy {
namespace {

using Range = AcceptableSums::Range;

/// The real checker keeps open ranges, so the numbers beside a sum must fit as well.
Range shifted(Range range, std::int64_t delta) {
  std::int64_t below = 0;
  std::int64_t above = 0;
  if (__builtin_sub_overflow(range.low, 1, &below) ||
      __builtin_add_overflow(range.high, 1, &above) ||
      __builtin_add_overflow(below, delta, &below) ||
      __builtin_add_overflow(above, delta, &above)) {
    throw SumOverflow();
  }
  return {below + 1, above - 1};
}

bool is_lower(Range a, Range b) {
  return a.low < b.low;
}

/// Joins ranges that overlap or touch: between 3 and 4 lies no integer.
std::vector<Range> joined(const std::vector<Range>& ascending) {
  std::vector<Range> result;
  for (const Range& range : ascending) {
    if (result.empty() || range.low > result.back().high + 1) {
      result.push_back(range);
    } else {
      result.back().high = std::max(result.back().high, range.high);
    }
  }
  return result;
}

}  // namespace

AcceptableSums::AcceptableSums(const std::vector<std::int64_t>& definite) {
  std::int64_t sum = 0;
  for (const std::int64_t delta : definite) {
    if (__builtin_add_overflow(sum, delta, &sum)) throw SumOverflow();
  }
  ranges_ = {shifted({sum, sum}, 0)};
}

void AcceptableSums::add_indefinite(std::int64_t delta) {
  std::vector<Range> with;
  for (const Range& range : ranges_) with.push_back(shifted(range, delta));
  std::vector<Range> all;
  std::merge(ranges_.begin(), ranges_.end(), with.begin(), with.end(), std::back_inserter(all),
             is_lower);
  ranges_ = joined(all);
  if (ranges_.size() <= range_limit && is_exact_) return;
  is_exact_ = false;
  ranges_ = {{ranges_.front().low, ranges_.back().high}};
}

bool AcceptableSums::contains(std::int64_t value) const {
  const auto above =
      std::upper_bound(ranges_.begin(), ranges_.end(), Range{value, value}, is_lower);
  return above != ranges_.begin() && value <= (above - 1)->high;
}

}  // namespace eddy
