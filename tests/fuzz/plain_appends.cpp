#include "tests/fuzz/plain_appends.hpp"

#include <algorithm>
#include <map>

namespace eddy::plain {
namespace {

ListOps read_list_ops(const Json& value) {
  ListOps ops;
  for (const Json& json : value) {
    ListOp op;
    op.is_append = json[0] == "append";
    op.key = json[1].get<std::int64_t>();
    op.is_null = json[2].is_null();
    if (op.is_append) op.element = json[2].get<std::int64_t>();
    if (json[2].is_array())
      for (const Json& element : json[2]) op.list.push_back(element.get<std::int64_t>());
    ops.push_back(op);
  }
  return ops;
}

}  // namespace

bool AppendTxn::appended(std::int64_t key, std::int64_t element) const {
  return std::any_of(completed.begin(), completed.end(),
                     [&](const ListOp& op) { return op.appends(key, element); });
}

AppendTxns read_append_txns(const History& history) {
  AppendTxns result;
  std::map<std::int64_t, std::size_t> open;
  for (std::size_t i = 0; i < history.size(); ++i) {
    const Op& op = history[i];
    if (op.type == OpType::invoke) {
      open[op.process] = result.txns.size();
      result.txns.push_back(
          {{op.process, i, std::nullopt, OpType::invoke}, read_list_ops(op.value), {}});
    } else {
      AppendTxn& txn = result.txns[open.at(op.process)];
      txn.end = i;
      txn.outcome = op.type;
      txn.completed = read_list_ops(op.value);
    }
  }
  for (const AppendTxn& txn : result.txns)
    for (const ListOp& op : txn.invoked) result.keys.insert(op.key);
  std::stable_sort(result.txns.begin(), result.txns.end(),
                   [](const AppendTxn& a, const AppendTxn& b) {
                     return a.end.value_or(SIZE_MAX) < b.end.value_or(SIZE_MAX);
                   });
  return result;
}

}  // namespace eddy::plain
