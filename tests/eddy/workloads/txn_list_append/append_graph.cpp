#include "tests/eddy/workloads/txn_list_append/append_graph.hpp"

#include <algorithm>
#include <map>
#include <unordered_set>
#include <utility>

#include "tests/eddy/judge/txn/txn_order_edges.hpp"

namespace eddy {
namespace {

/// The element stands for the whole list that ends with it. None: the empty list.
using ListEnd = std::optional<int>;

class AppendGraphBuilder {
 public:
  AppendGraphBuilder(const AppendHistory& history, const AppendOrder& order)
      : history_(history), order_(order) {}

  TxnGraph build() {
    graph_.txn_count = static_cast<int>(history_.txns.size());
    for (int i = 0; i < graph_.txn_count; ++i) graph_.digraph.add_node();
    add_reads();
    add_appends();
    add_order();
    graph_.digraph.freeze();
    return std::move(graph_);
  }

 private:
  /// wr, and who read what.
  void add_reads() {
    for (int i = 0; i < graph_.txn_count; ++i) {
      const AppendTxn& txn = history_.txns[at(i)];
      if (!txn.counts()) continue;
      for (const AppendMicroOp& read : txn.completed) {
        if (read.is_append || (read.is_null && !txn.ok())) continue;
        const ListEnd end = end_of(read);
        std::vector<int>& readers = readers_[{read.key, end}];
        if (readers.empty() || readers.back() != i) readers.push_back(i);
        if (read.elements.empty()) continue;
        if (const auto writer = history_.elements[at(read.elements.back())].appended_by)
          add(*writer, i, Relation::wr);
      }
    }
  }

  ListEnd end_of(const AppendMicroOp& read) const {
    if (read.elements.empty() || !history_.counts_as_element(read.elements.back()))
      return std::nullopt;
    return read.elements.back();
  }

  /// ww and rw. The readers of a list meet those who append to it in a helper.
  void add_appends() {
    std::map<std::pair<int, ListEnd>, std::vector<int>> appenders;
    for (const AppendPlace& place : places_of_appends(history_, order_)) {
      const AppendElement& element = history_.elements[at(place.element)];
      const int appender = *element.appended_by;
      ListEnd previous = place.previous;
      if (previous && !history_.counts_as_element(*previous)) continue;
      appenders[{element.key, previous}].push_back(appender);
      if (!previous) continue;
      if (const auto writer = history_.elements[at(*previous)].appended_by)
        add(*writer, appender, Relation::ww);
    }
    for (const auto& [list, who] : appenders) {
      const auto readers = readers_.find(list);
      if (readers == readers_.end()) continue;
      // A transaction that alone read the list and alone appended to it precedes nobody.
      const auto is_the_reader = [&](int txn) { return txn == readers->second.front(); };
      if (readers->second.size() == 1 && std::all_of(who.begin(), who.end(), is_the_reader))
        continue;
      const int helper = graph_.digraph.add_node();
      for (const int reader : readers->second)
        graph_.digraph.add_edge(reader, helper, Relation::rw);
      for (const int appender : who) graph_.digraph.add_edge(helper, appender, Relation::through);
      graph_.has_data_edges = true;
    }
  }

  void add(int from, int to, Relation relation) {
    if (from == to) return;
    graph_.has_data_edges = true;
    graph_.digraph.add_edge(from, to, relation);
  }

  void add_order() {
    std::vector<TxnSpan> spans;
    for (const AppendTxn& txn : history_.txns)
      spans.push_back({txn.begin, txn.end, txn.ok(), txn.counts()});
    add_order_edges(spans, graph_);
  }

  const AppendHistory& history_;
  const AppendOrder& order_;
  TxnGraph graph_;
  std::map<std::pair<int, ListEnd>, std::vector<int>> readers_;  ///< by key and list
};

}  // namespace

TxnGraph build_append_graph(const AppendHistory& history, const AppendOrder& order) {
  return AppendGraphBuilder(history, order).build();
}

std::vector<AppendPlace> places_of_appends(const AppendHistory& history, const AppendOrder& order) {
  std::vector<AppendPlace> places;
  std::unordered_set<int> placed;
  for (const std::vector<int>& elements : order.elements) {
    std::optional<int> previous;
    for (const int element : elements) {
      if (history.elements[at(element)].appended_by) places.push_back({element, previous});
      placed.insert(element);
      previous = element;
    }
  }
  for (std::size_t i = 0; i < history.elements.size(); ++i) {
    const AppendElement& element = history.elements[i];
    if (!element.appended_by || placed.count(static_cast<int>(i)) != 0) continue;
    const std::vector<int>& before = order.elements[at(element.key)];
    places.push_back(
        {static_cast<int>(i), before.empty() ? std::nullopt : std::optional(before.back())});
  }
  return places;
}

}  // namespace eddy
