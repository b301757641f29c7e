#include "tests/eddy/workloads/unique_ids/check_unique_ids.hpp"

#include <algorithm>

#include "tests/eddy/judge/findings.hpp"
#include "tests/eddy/judge/values.hpp"

namespace eddy {

namespace {

constexpr std::size_t duplicates_shown = 48;

struct Id {
  Json value;
  std::vector<const Op*> ops;
};

using Ids = std::vector<Id>;

bool less(const Id& a, const Id& b) {
  return compare_values(a.value, b.value) < 0;
}

bool is_generated(const Op& op) {
  return op.f == "generate" && op.type == OpType::ok;
}

Ids generated_ids(const History& history) {
  ValueNumbers numbers;
  Ids ids;
  for (const Op& op : history) {
    if (!is_generated(op)) continue;
    const std::size_t number = numbers.number(op.value);
    if (number == ids.size()) ids.push_back({op.value, {}});
    ids[number].ops.push_back(&op);
  }
  return ids;
}

/// [least, greatest]. Throws NotComparable: the real checker compares every id
/// that it meets with the two, be it the same one again.
Json range_of(const History& history) {
  Json least;
  Json greatest;
  bool first = true;
  for (const Op& op : history) {
    if (!is_generated(op)) continue;
    if (first || compare_values(op.value, least) < 0) least = op.value;
    if (first || compare_values(op.value, greatest) > 0) greatest = op.value;
    first = false;
  }
  return Json::array({least, greatest});
}

/// In ascending order; 1 and 1.0 are level in it, and the first stands for both.
/// Throws NotComparable.
Ids duplicates_of(Ids ids) {
  ids.erase(std::remove_if(ids.begin(), ids.end(), [](const Id& id) { return id.ops.size() < 2; }),
            ids.end());
  std::stable_sort(ids.begin(), ids.end(), less);
  const auto level = [](const Id& a, const Id& b) { return compare_values(a.value, b.value) == 0; };
  ids.erase(std::unique(ids.begin(), ids.end(), level), ids.end());
  return ids;
}

/// [[id, times], ...]: the most frequent ones (among equals the greatest ids), by id.
Json most_frequent(Ids ids) {
  std::reverse(ids.begin(), ids.end());
  std::stable_sort(ids.begin(), ids.end(),
                   [](const Id& a, const Id& b) { return a.ops.size() > b.ops.size(); });
  if (ids.size() > duplicates_shown) ids.resize(duplicates_shown);
  std::sort(ids.begin(), ids.end(), less);
  Json list = Json::array();
  for (const Id& id : ids) list.push_back(Json::array({id.value, id.ops.size()}));
  return list;
}

void explain_duplicates(const Ids& ids, Findings& findings) {
  for (const Id& id : ids) {
    if (id.ops.size() < 2) continue;
    findings.add("duplicated",
                 who_and_when(*id.ops[1]) + ", got the id " + quote(id.value) + ", which " +
                     who_and_when(*id.ops[0]) + ", had already got; " +
                     std::to_string(id.ops.size()) + " times in all.",
                 {{"id", id.value}, {"times", id.ops.size()}});
  }
}

void look_beyond(const Ids& ids, Findings& beyond) {
  for (const Id& id : ids) {
    if (id.value.is_null()) {
      beyond.add("null-id", who_and_when(*id.ops[0]) + ", got null, which is no id.");
    }
  }
  std::vector<const Id*> numbers;
  for (const Id& id : ids) {
    if (id.value.is_number()) numbers.push_back(&id);
  }
  std::stable_sort(numbers.begin(), numbers.end(),
                   [](const Id* a, const Id* b) { return less(*a, *b); });
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    if (less(*numbers[i - 1], *numbers[i])) continue;
    beyond.add("same-number",
               quote(numbers[i - 1]->value) + " and " + quote(numbers[i]->value) +
                   " are two ids only for who tells 1 from 1.0.",
               {{"ids", {numbers[i - 1]->value, numbers[i]->value}}});
  }
}

}  // namespace

Json check_unique_ids(const History& history) {
  const auto attempted = std::count_if(history.begin(), history.end(), [](const Op& op) {
    return op.f == "generate" && op.type == OpType::invoke;
  });
  const Ids ids = generated_ids(history);
  std::size_t acknowledged = 0;
  for (const Id& id : ids) acknowledged += id.ops.size();

  Json result = {{"attempted-count", attempted}, {"acknowledged-count", acknowledged}};
  Findings wrong;
  Findings beyond;
  look_beyond(ids, beyond);
  try {
    result["range"] = range_of(history);
    const Ids duplicates = duplicates_of(ids);
    result["valid"] = duplicates.empty();
    result["duplicated-count"] = duplicates.size();
    result["duplicated"] = most_frequent(duplicates);
    explain_duplicates(duplicates, wrong);
  } catch (const NotComparable& error) {
    result["valid"] = "unknown";
    result["error"] = "not-comparable";
    wrong.add("not-comparable", std::string(error.what()) + ", so the ids have no range.");
    explain_duplicates(ids, beyond);
  }
  conclude(result, wrong, beyond);
  return result;
}

}  // namespace eddy
