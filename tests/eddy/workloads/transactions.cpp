#include "tests/eddy/workloads/transactions.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace eddy {

Transactions::Transactions(const WorkloadOptions& options, std::string write_name)
    : pool_(options.key_count > 0 ? options.key_count : 10, options.max_writes_per_key),
      max_txn_length_(static_cast<std::uint64_t>(options.max_txn_length)),
      write_name_(std::move(write_name)) {}

Invocation Transactions::next(Random& random) {
  Json txn = Json::array();
  for (std::uint64_t left = 1 + random.below(max_txn_length_); left > 0; --left) {
    const KeyPool::Access access = pool_.next(random);
    if (access.is_write)
      txn.push_back({write_name_, access.key, access.value});
    else
      txn.push_back({"r", access.key, nullptr});
  }
  return {"txn", std::move(txn)};
}

bool has_only_steps(const Op& op, std::initializer_list<std::string_view> names) {
  if (op.f != "txn" || !op.value.is_array() || op.value.empty()) return false;
  const Json::Array& steps = op.value.json().as_array();
  return std::all_of(steps.begin(), steps.end(), [&](const Json& step) {
    return step.is_array() && !step.empty() &&
           std::any_of(names.begin(), names.end(),
                       [&](std::string_view name) { return step[0] == name; });
  });
}

Json page_of_transactions() {
  return {{"search", "key 3, or 3=17 for a value of it"},
          {"entry", "value"},
          {"operations", {{"txn", "txn"}}}};
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
