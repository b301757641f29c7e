#include "tests/eddy/history/growing_list.hpp"

#include <algorithm>
#include <charconv>

#include "glomers/json_scan.hpp"

namespace eddy {
namespace {

/// An array whose text is shorter is kept as it is.
constexpr std::size_t min_bytes = 256;
/// No more lists are kept than a test has nodes at most. A list to which nobody adds makes room.
constexpr std::size_t max_lists = 1000;
/// A list has no more text than its positions can say.
constexpr std::size_t max_bytes = UINT32_MAX;

/// Compares the ends first: lists that a node sorts differ there, after much that is the same.
bool is_beginning(std::string_view text, std::string_view whole) {
  const std::size_t end = text.size() - std::min<std::size_t>(text.size(), 64);
  return text.substr(end) == whole.substr(end, text.size() - end) && whole.starts_with(text);
}

}  // namespace

Json GrowingList::item(std::size_t position) const {
  const std::size_t start = position == 0 ? 1 : ends_[position - 1] + 1;
  const char* const begin = text_.data() + start;
  const char* const end = text_.data() + ends_[position];
  std::uint64_t number = 0;
  const auto [rest, error] = std::from_chars(begin, end, number);
  if (error == std::errc() && rest == end) return number;
  return Json::parse({begin, end});
}

std::string GrowingList::text(std::size_t n) const {
  return text_.substr(0, n == 0 ? 1 : ends_[n - 1]) + ']';
}

std::optional<std::size_t> GrowingList::take(std::string_view array) {
  if (array.size() < 2 || array.back() != ']' || array.size() > max_bytes) return std::nullopt;
  array.remove_suffix(1);
  const std::size_t both = std::min(array.size(), text_.size());
  if (!is_beginning(array.substr(0, both), text_)) return std::nullopt;
  if (array.size() > both && !grow(array.substr(both))) return std::nullopt;
  if (array.size() == 1) return 0;
  const auto end = std::lower_bound(ends_.begin(), ends_.end(), array.size());
  if (end == ends_.end() || *end != array.size())
    return std::nullopt;  // the array would end within a value
  return static_cast<std::size_t>(end - ends_.begin()) + 1;
}

bool GrowingList::grow(std::string_view more) {
  glomers::JsonScan scan(more, glomers::max_input_nesting);
  std::vector<std::uint32_t> ends;
  if (size() > 0 && !scan.take(',')) return false;
  const char* const start = more.data();
  do {
    std::string_view value;
    scan.skip_space();
    if (!scan.text_of(value, [&] { return scan.take_value(); })) return false;
    const char* const end = value.data() + value.size();
    ends.push_back(
        static_cast<std::uint32_t>(text_.size() + static_cast<std::size_t>(end - start)));
  } while (scan.take(','));
  if (!scan.at_end()) return false;
  text_ += more;
  ends_.insert(ends_.end(), ends.begin(), ends.end());
  return true;
}

std::optional<SharedList> GrowingLists::take(std::string_view array) {
  if (array.size() < min_bytes) return std::nullopt;
  for (auto each = lists_.begin(); each != lists_.end(); ++each) {
    const auto size = (*each)->take(array);
    if (!size) continue;
    auto list = *each;
    std::rotate(lists_.begin(), each, each + 1);
    return SharedList{std::move(list), *size};
  }
  auto list = std::make_shared<GrowingList>();
  const auto size = list->take(array);
  if (!size) return std::nullopt;
  lists_.push_front(list);
  if (lists_.size() > max_lists) lists_.pop_back();
  return SharedList{std::move(list), *size};
}

}  // namespace eddy
