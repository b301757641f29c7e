#include "tests/eddy/workloads/transactions.hpp"

#include <algorithm>
#include <set>

namespace eddy {

bool has_only_steps(const Op& op, std::initializer_list<std::string_view> names) {
  if (op.f != "txn" || !op.value.is_array() || op.value.empty()) return false;
  const Json::Array& steps = op.value.json().as_array();
  return std::all_of(steps.begin(), steps.end(), [&](const Json& step) {
    return step.is_array() && !step.empty() &&
           std::any_of(names.begin(), names.end(),
                       [&](std::string_view name) { return step[0] == name; });
  });
}

Json read_of_all_keys(const History& history) {
  std::set<Json> keys;
  for (const Op& op : history)
    if (op.f == "txn")
      for (const Json& step : op.value.json()) keys.insert(step.at(1));
  Json reads = Json::array();
  for (const Json& key : keys) reads.push_back({"r", key, nullptr});
  return {{"type", "txn"}, {"txn", reads}};
}

}  // namespace eddy
