#include "tests/eddy/workloads/txn_list_append/append_history.hpp"

#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "tests/eddy/history/quote.hpp"
#include "tests/eddy/judge/findings.hpp"

namespace eddy {
namespace {

class AppendReader {
 public:
  AppendHistory read(const History& history) {
    for (const Op& op : history) {
      if (op.process == nemesis_process) continue;
      if (op.type == OpType::ok && op.value.is_null())
        throw CannotJudge("null-txn", who_and_when(op) + ", ended with null for a transaction");
      if (op.type == OpType::invoke) {
        AppendTxn& txn = open_[op.process];
        txn = {&op, nullptr, micro_ops(op), {}};
        note_appends(op, txn.invoked);
        continue;
      }
      const auto open = open_.find(op.process);
      if (open == open_.end()) throw OpError(op, "completes what was never begun");
      open->second.end = &op;
      open->second.completed = micro_ops(op);
      add(std::move(open->second));
      open_.erase(open);
    }
    for (auto& [process, txn] : open_) add(std::move(txn));
    return std::move(result_);
  }

 private:
  std::vector<AppendMicroOp> micro_ops(const Op& op) {
    std::vector<AppendMicroOp> all;
    if (op.value.is_null()) return all;
    if (!op.value.is_array())
      throw OpError(op, "the value is no list of [\"r\" or \"append\", key, value]");
    for (const Json& json : op.value.json()) {
      if (!json.is_array() || json.size() < 2)
        throw OpError(op, "the value is no list of [\"r\" or \"append\", key, value]");
      all.push_back(micro_op(op, json));
    }
    return all;
  }

  AppendMicroOp micro_op(const Op& op, const Json& json) {
    AppendMicroOp result;
    result.is_append = json[0] == "append";
    if (!result.is_append && json[0] != "r")
      throw CannotJudge("unexpected-micro-op",
                        who_and_when(op) + ", has " + quote(json) + " in its transaction");
    result.key = static_cast<int>(result_.keys.number(json[1]));
    const Json& value = json.size() > 2 ? json[2] : null_;
    if (result.is_append) {
      result.elements.push_back(element(result.key, value));
      return result;
    }
    result.is_null = value.is_null();
    if (!value.is_null() && !value.is_array())
      throw CannotJudge("not-a-list", who_and_when(op) + ", read " + quote(value) + " from key " +
                                          quote(json[1]) + ", which is no list");
    for (const Json& each : value) result.elements.push_back(element(result.key, each));
    return result;
  }

  int element(int key, const Json& value) {
    const std::size_t number = result_.values.number(value);
    ids_.resize(result_.keys.size());
    const auto fresh = static_cast<int>(result_.elements.size());
    const auto [id, is_new] = ids_[static_cast<std::size_t>(key)].try_emplace(number, fresh);
    if (is_new) result_.elements.push_back({key, number, {}, {}});
    return id->second;
  }

  void note_appends(const Op& op, const std::vector<AppendMicroOp>& micro_ops) {
    for (const AppendMicroOp& micro_op : micro_ops) {
      if (!micro_op.is_append || invoked_.insert(micro_op.elements[0]).second) continue;
      throw CannotJudge("duplicate-appends",
                        who_and_when(op) + ", appends " +
                            quote(result_.value(micro_op.elements[0])) + " to key " +
                            quote(result_.key(micro_op.key)) +
                            " once more, so nobody can tell whose append was read");
    }
  }

  void add(AppendTxn txn) {
    const int number = static_cast<int>(result_.txns.size());
    for (const AppendMicroOp& micro_op : txn.completed) {
      if (!micro_op.is_append) continue;
      AppendElement& element = result_.elements[static_cast<std::size_t>(micro_op.elements[0])];
      (txn.failed() ? element.failed_by : element.appended_by) = number;
    }
    result_.txns.push_back(std::move(txn));
  }

  const Json null_;
  AppendHistory result_;
  std::map<std::int64_t, AppendTxn> open_;
  std::vector<std::unordered_map<std::size_t, int>> ids_;  ///< by key: value's number to element
  std::set<int> invoked_;                                  ///< elements
};

}  // namespace

AppendHistory read_appends(const History& history) {
  return AppendReader().read(history);
}

}  // namespace eddy
