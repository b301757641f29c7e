#include "tests/eddy/workloads/g_set/check_g_set.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "tests/eddy/judge/cannot_judge.hpp"
#include "tests/eddy/judge/findings.hpp"
#include "tests/eddy/judge/set_full.hpp"
#include "tests/eddy/judge/values.hpp"

namespace eddy {
namespace {

bool is_ok_read(const Op& op) {
  return op.f == "read" && op.type == OpType::ok;
}

/// The list that a read stands for; none if it stands for none.
std::optional<Json> as_list(const Json& value) {
  Json list = Json::array();
  if (value.is_string()) {
    for (const char c : value.as_string()) list.push_back(std::string(1, c));
    return list;
  }
  if (!value.is_object()) return std::nullopt;
  for (const auto& [name, field] : value.items()) list.push_back(Json::array({name, field}));
  return list;
}

/// The same history, in which all reads are lists.
History with_lists(History history) {
  for (Op& op : history) {
    if (!is_ok_read(op) || op.value.is_array() || op.value.is_null()) continue;
    const std::optional<Json> list = as_list(op.value);
    if (!list) throw CannotJudge("not-a-list", who_and_when(op) + ", read " + quote(op.value));
    op.value = *list;
  }
  return history;
}

/// The real checker sorts all elements, and what sorts as equal by what has no order.
void require_order(const std::vector<Json>& elements) {
  if (elements.size() < 2) return;
  try {
    for (std::size_t i = 1; i < elements.size(); ++i)
      if (compare_values(elements[0], elements[i]) == 0 && !same_value(elements[0], elements[i]))
        throw NotComparable(quote(elements[0]) + " and " + quote(elements[i]) + " are level");
    std::vector<Json> sorted = elements;
    std::sort(sorted.begin(), sorted.end(),
              [](const Json& a, const Json& b) { return compare_values(a, b) < 0; });
    for (std::size_t i = 1; i < sorted.size(); ++i)
      if (compare_values(sorted[i - 1], sorted[i]) == 0)
        throw NotComparable(quote(sorted[i - 1]) + " and " + quote(sorted[i]) + " are level");
  } catch (const NotComparable& error) {
    throw CannotJudge("not-comparable",
                      std::string("the elements cannot be sorted: ") + error.what());
  }
}

void require_judgeable(const History& history) {
  ValueNumbers elements;
  std::vector<Json> all;
  for (const Op& op : history) {
    if (op.process == nemesis_process || op.f == "read") continue;
    if (op.f != "add")
      throw CannotJudge("unknown-f", who_and_when(op) + ", is neither add nor read");
    if (op.type == OpType::invoke) {
      if (elements.number(op.value) == all.size()) all.push_back(op.value);
    } else if (op.type == OpType::ok && elements.find(op.value) == ValueNumbers::none) {
      throw CannotJudge(
          "completed-element-not-added",
          who_and_when(op) + ", ended the add of " + quote(op.value) + ", which nobody had begun");
    }
  }
  require_order(all);
}

}  // namespace

Json check_g_set(const History& history) {
  try {
    require_judgeable(history);
    const bool has_odd_reads = std::any_of(history.begin(), history.end(), [](const Op& op) {
      return is_ok_read(op) && !op.value.is_array() && !op.value.is_null();
    });
    if (has_odd_reads) return check_set_full(with_lists(history), "add");
    return check_set_full(history, "add");
  } catch (const CannotJudge& cannot) {
    return unknown_result(cannot.error, cannot.sentence + ", where the real checker gives up.");
  }
}

}  // namespace eddy
