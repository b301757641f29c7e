#include "tests/eddy/load/number_ranges.hpp"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <stdexcept>

namespace eddy {
namespace {

const std::string no_numbers = "none";
/// So that a slip of the pen does not fill the memory.
constexpr std::size_t highest = 100'000'000;

std::size_t number_in(const std::string& text) {
  std::size_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, failed] = std::from_chars(text.data(), end, number);
  if (failed != std::errc() || stopped != end || number > highest)
    throw std::invalid_argument("'" + text + "' is no number from 0 to " + std::to_string(highest));
  return number;
}

}  // namespace

NumberRanges::NumberRanges(const std::vector<std::size_t>& numbers) {
  for (const std::size_t number : numbers) {
    if (!ranges_.empty() && ranges_.back().second + 1 == number)
      ranges_.back().second = number;
    else
      ranges_.emplace_back(number, number);
  }
}

NumberRanges NumberRanges::parse(const std::string& text) {
  NumberRanges result({});
  if (text == no_numbers) return result;
  if (text.empty() || text.back() == ',')
    throw std::invalid_argument("'" + text + "' is no list of numbers such as 0-4,9");
  std::istringstream items(text);
  for (std::string item; std::getline(items, item, ',');) {
    const auto dash = item.find('-');
    const std::size_t first = number_in(item.substr(0, dash));
    const std::size_t last = dash == std::string::npos ? first : number_in(item.substr(dash + 1));
    if (last < first || (!result.ranges_.empty() && first <= result.ranges_.back().second))
      throw std::invalid_argument("the numbers in '" + text + "' do not rise");
    result.ranges_.emplace_back(first, last);
  }
  return result;
}

std::string NumberRanges::to_string() const {
  if (ranges_.empty()) return no_numbers;
  std::string text;
  for (const auto& [first, last] : ranges_) {
    text += (text.empty() ? "" : ",") + std::to_string(first);
    if (last > first) text += '-' + std::to_string(last);
  }
  return text;
}

bool NumberRanges::contains(std::size_t number) const {
  const auto after =
      std::upper_bound(ranges_.begin(), ranges_.end(), number,
                       [](std::size_t each, const Range& range) { return each < range.first; });
  return after != ranges_.begin() && number <= std::prev(after)->second;
}

std::vector<std::size_t> NumberRanges::numbers() const {
  std::vector<std::size_t> all;
  for (const auto& [first, last] : ranges_)
    for (std::size_t number = first; number <= last; ++number) all.push_back(number);
  return all;
}

}  // namespace eddy
