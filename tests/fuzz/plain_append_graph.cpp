#include "tests/fuzz/plain_append_graph.hpp"

#include <algorithm>

namespace eddy::plain {
namespace {

/// What stands before the element: none before the first, and before all that nobody read the
/// last one that was.
std::optional<std::int64_t> before(const List& order, std::int64_t element) {
  const auto at = std::find(order.begin(), order.end(), element);
  if (at == order.begin()) return std::nullopt;
  return *std::prev(at);
}

/// Whether the transaction read the list that ends with it; none: the empty list.
bool read_list_up_to(const AppendTxn& txn, std::int64_t key, std::optional<std::int64_t> last) {
  return std::any_of(txn.completed.begin(), txn.completed.end(), [&](const ListOp& op) {
    if (!op.reads(key) || (op.is_null && !txn.ok())) return false;
    return last ? !op.list.empty() && op.list.back() == *last : op.list.empty();
  });
}

/// By what it read and what the other appended, and so on.
void add_data_edges(const AppendTxns& history, std::size_t i, std::size_t j, Edges& edges) {
  const AppendTxn& a = history.txns[i];
  const AppendTxn& b = history.txns[j];
  for (const std::int64_t key : history.keys) {
    const List order = order_of(history, key);
    for (const ListOp& op : b.completed) {
      if (!op.is_append || op.key != key) continue;
      const auto previous = before(order, op.element);
      if (previous && a.appended(key, *previous)) edges.add(ww, i, j);
      if (read_list_up_to(a, key, previous)) edges.add(rw, i, j);
    }
    for (const ListOp& op : a.completed)
      if (op.is_append && op.key == key && read_list_up_to(b, key, op.element)) edges.add(wr, i, j);
  }
}

}  // namespace

List order_of(const AppendTxns& history, std::int64_t key) {
  const auto counts = [](const AppendTxn& txn) { return txn.counts(); };
  List order;
  for (const std::int64_t element : history.longest(key, counts))
    if (std::find(order.begin(), order.end(), element) == order.end()) order.push_back(element);
  if (!order.empty()) return order;
  for (const AppendTxn& txn : history.txns)
    for (const ListOp& op : txn.completed)
      if (txn.counts() && op.is_append && op.key == key) order.push_back(op.element);
  return order.size() == 1 ? order : List();
}

Edges append_edges(const AppendTxns& history) {
  Edges edges(history.txns.size());
  for (std::size_t i = 0; i < history.txns.size(); ++i) {
    for (std::size_t j = 0; j < history.txns.size(); ++j) {
      const AppendTxn& a = history.txns[i];
      const AppendTxn& b = history.txns[j];
      if (i == j) continue;
      if (a.counts() && b.counts()) add_data_edges(history, i, j, edges);
      if (!a.ok() || !a.precedes(b)) continue;
      if (b.ok() && a.process == b.process) edges.add(process, i, j);
      if (b.end) edges.add(realtime, i, j);
    }
  }
  return edges;
}

}  // namespace eddy::plain
