#include "tests/fuzz/shrink_history.hpp"

#include <optional>
#include <utility>

namespace eddy {
namespace {

/// Without the op and its other half.
History without_op(const History& history, std::size_t position) {
  const std::size_t other = pair_ops(history)[position];
  History smaller;
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (i == position || i == other) continue;
    smaller.push_back(history[i]);
    smaller.back().index = static_cast<std::int64_t>(smaller.size()) - 1;
  }
  return smaller;
}

/// Without that part of the op's list, and of its completion's.
History without_part(History history, std::size_t position, std::size_t part) {
  const std::size_t other = pair_ops(history)[position];
  for (const std::size_t i : {position, other}) {
    if (i == unpaired || !history[i].value.is_array()) continue;
    if (part < history[i].value.size()) history[i].value.own().erase_at(part);
  }
  return history;
}

/// The first of the smaller histories that is wanted.
std::optional<History> smaller_one(const History& history,
                                   const std::function<bool(const History&)>& is_wanted) {
  for (std::size_t i = 0; i < history.size(); ++i) {
    if (History smaller = without_op(history, i); is_wanted(smaller)) return smaller;
    if (history[i].type != OpType::invoke || !history[i].value.is_array()) continue;
    for (std::size_t part = 0; part < history[i].value.size(); ++part) {
      if (History smaller = without_part(history, i, part); is_wanted(smaller)) return smaller;
    }
  }
  return std::nullopt;
}

}  // namespace

History shrink_history(History history, const std::function<bool(const History&)>& is_wanted) {
  while (std::optional<History> smaller = smaller_one(history, is_wanted)) {
    history = std::move(*smaller);
  }
  return history;
}

}  // namespace eddy
