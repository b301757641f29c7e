#include "tests/eddy/history/read_list.hpp"

#include <string_view>
#include <utility>

#include "tests/eddy/history/json_text.hpp"

namespace eddy {

std::optional<CutList> cut_read_list(std::string& line, GrowingLists& lists) {
  glomers::JsonScan scan(line, max_history_nesting);
  std::string_view f;
  std::string_view value;
  const bool plain = scan.take_object([&](std::string_view name) {
    if (name == "f") return scan.take_string(f);
    if (name != "value") return scan.take_value();
    return value.empty() && scan.text_of(value, [&] { return scan.take_value(); });
  });
  if (!plain || !scan.at_end() || f != "read" || !value.starts_with('[')) return std::nullopt;
  auto list = lists.take(value);
  if (!list) return std::nullopt;
  const auto at = static_cast<std::size_t>(value.data() - line.data());
  line.replace(at, value.size(), "null");
  return CutList{std::move(*list), at};
}

}  // namespace eddy
