#include "tests/eddy/judge/txn/txn_order_edges.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace eddy {
namespace {

void add_process(const std::vector<TxnSpan>& spans, TxnGraph& graph) {
  std::map<std::int64_t, int> last_by_process;
  for (int i = 0; i < static_cast<int>(spans.size()); ++i) {
    if (!spans[at(i)].ok) continue;
    const auto [last, is_first] = last_by_process.try_emplace(spans[at(i)].begin->process, i);
    if (is_first) continue;
    graph.digraph.add_edge(std::exchange(last->second, i), i, Relation::process);
    graph.has_process_edges = true;
  }
}

/// A node for the moment at which a transaction ended, behind the moment before.
int add_moment(int previous, int ended, Digraph& digraph) {
  const int moment = digraph.add_node();
  digraph.add_edge(ended, moment, Relation::realtime);
  if (previous >= 0) digraph.add_edge(previous, moment, Relation::realtime);
  return moment;
}

void add_realtime(const std::vector<TxnSpan>& spans, TxnGraph& graph) {
  std::vector<std::pair<const Op*, int>> events;
  for (int i = 0; i < static_cast<int>(spans.size()); ++i) {
    const TxnSpan& span = spans[at(i)];
    if (span.end == nullptr) continue;
    events.emplace_back(span.begin, i);
    if (span.ok) events.emplace_back(span.end, i);
  }
  std::sort(events.begin(), events.end());  // in the order of the history
  int moment = -1;
  for (const auto& [op, txn] : events) {
    if (op == spans[at(txn)].end) {
      moment = add_moment(moment, txn, graph.digraph);
    } else if (moment >= 0) {
      graph.has_realtime_edges = true;
      if (spans[at(txn)].counts) graph.digraph.add_edge(moment, txn, Relation::realtime);
    }
  }
}

}  // namespace

void add_order_edges(const std::vector<TxnSpan>& spans, TxnGraph& graph) {
  add_process(spans, graph);
  add_realtime(spans, graph);
}

}  // namespace eddy
