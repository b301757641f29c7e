#include "tests/fuzz/plain_txns.hpp"

#include <map>

namespace eddy::plain {
namespace {

MicroOps read_micro_ops(const Json& value) {
  MicroOps micro_ops;
  for (const Json& json : value) {
    const Value of = json[2].is_null() ? Value() : Value(json[2].get<std::int64_t>());
    micro_ops.push_back({json[0] == "w", json[1].get<std::int64_t>(), of});
  }
  return micro_ops;
}

}  // namespace

Txns read_txns(const History& history) {
  Txns result;
  std::map<std::int64_t, std::size_t> open;
  for (std::size_t i = 0; i < history.size(); ++i) {
    const Op& op = history[i];
    if (op.type == OpType::invoke) {
      open[op.process] = result.txns.size();
      const MicroOps micro_ops = read_micro_ops(op.value);
      result.txns.push_back({{op.process, i, std::nullopt, OpType::invoke}, micro_ops, micro_ops});
    } else {
      Txn& txn = result.txns[open.at(op.process)];
      txn.end = i;
      txn.outcome = op.type;
      txn.micro_ops = read_micro_ops(op.value);
    }
  }
  for (const Txn& txn : result.txns) {
    for (const MicroOp& micro_op : txn.invoked) result.keys.insert(micro_op.key);
  }
  return result;
}

std::optional<Value> Txn::read(std::int64_t key) const {
  for (const MicroOp& micro_op : micro_ops) {
    if (micro_op.key != key) continue;
    if (micro_op.is_write) return std::nullopt;
    return micro_op.value;
  }
  return std::nullopt;
}

std::optional<Value> Txn::write(std::int64_t key) const {
  std::optional<Value> last;
  for (const MicroOp& micro_op : micro_ops) {
    if (micro_op.key == key && micro_op.is_write) last = micro_op.value;
  }
  return last;
}

}  // namespace eddy::plain
