#include "tests/eddy/search/delta_debugging.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace eddy {
namespace {

using Items = std::vector<std::size_t>;

/// The bounds of the i-th of so many parts, which differ in size by one at most.
std::pair<std::ptrdiff_t, std::ptrdiff_t> part(const Items& items, std::size_t i,
                                               std::size_t parts) {
  return {static_cast<std::ptrdiff_t>(items.size() * i / parts),
          static_cast<std::ptrdiff_t>(items.size() * (i + 1) / parts)};
}

Items only(const Items& items, std::size_t i, std::size_t parts) {
  const auto [first, end] = part(items, i, parts);
  return {items.begin() + first, items.begin() + end};
}

Items without(Items items, std::size_t i, std::size_t parts) {
  const auto [first, end] = part(items, i, parts);
  items.erase(items.begin() + first, items.begin() + end);
  return items;
}

/// What fails with fewer items, and into how many parts to part them next.
struct Smaller {
  Items items;
  std::size_t parts;
};

}  // namespace

std::vector<std::size_t> minimize(Items items, const std::function<bool(const Items&)>& fails) {
  std::size_t parts = std::min<std::size_t>(2, items.size());
  const auto one_part = [&]() -> std::optional<Smaller> {
    if (items.size() == 1) return fails({}) ? std::optional(Smaller{{}, 0}) : std::nullopt;
    for (std::size_t i = 0; i < parts; ++i)
      if (Items one = only(items, i, parts); fails(one)) return Smaller{std::move(one), 2};
    return std::nullopt;
  };
  const auto all_but_one_part = [&]() -> std::optional<Smaller> {
    if (parts <= 2) return std::nullopt;  // what is left without one part is the other part
    for (std::size_t i = 0; i < parts; ++i)
      if (Items rest = without(items, i, parts); fails(rest))
        return Smaller{std::move(rest), std::max<std::size_t>(parts - 1, 2)};
    return std::nullopt;
  };
  while (!items.empty()) {
    auto found = one_part();
    if (!found) found = all_but_one_part();
    if (!found && parts == items.size()) break;
    if (!found) found = Smaller{items, 2 * parts};
    items = std::move(found->items);
    parts = std::min(found->parts, items.size());
  }
  return items;
}

}  // namespace eddy
