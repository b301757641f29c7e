#include "tests/eddy/judge/txn/txn_graph.hpp"

#include <algorithm>
#include <utility>

#include "tests/eddy/judge/txn/txn_order_edges.hpp"

namespace eddy {
namespace {

class GraphBuilder {
 public:
  GraphBuilder(const TxnHistory& history, const VersionOrder& order)
      : history_(history), order_(order) {}

  TxnGraph build() {
    graph_.txn_count = static_cast<int>(history_.txns.size());
    for (int i = 0; i < graph_.txn_count; ++i) graph_.digraph.add_node();
    for (int version = 0; version < static_cast<int>(history_.versions.size()); ++version) {
      add_wr(version);
      add_ww(version);
      add_rw(version);
    }
    std::vector<int>& self_readers = graph_.self_readers;
    std::sort(self_readers.begin(), self_readers.end());
    self_readers.erase(std::unique(self_readers.begin(), self_readers.end()), self_readers.end());
    add_order();
    graph_.digraph.freeze();
    return std::move(graph_);
  }

 private:
  void add_wr(int version) {
    for (const int writer : order_.writers[at(version)]) {
      for (const int reader : order_.readers[at(version)]) {
        add_data(writer, reader, Relation::wr);
        if (writer == reader) graph_.self_readers.push_back(reader);
      }
    }
  }

  void add_ww(int version) {
    for (const int writer : order_.writers[at(version)]) {
      for (const int next : order_.next[at(version)]) {
        for (const int later : order_.writers[at(next)]) add_data(writer, later, Relation::ww);
      }
    }
  }

  void add_rw(int version) {
    const std::vector<int>& readers = order_.readers[at(version)];
    std::vector<int> writers;
    for (const int next : order_.next[at(version)]) {
      writers.insert(writers.end(), order_.writers[at(next)].begin(),
                     order_.writers[at(next)].end());
    }
    if (readers.empty() || writers.empty()) return;
    const int helper = graph_.digraph.add_node();
    for (const int reader : readers) add_data(reader, helper, Relation::rw);
    for (const int writer : writers) add_data(helper, writer, Relation::through);
  }

  /// An edge of a transaction to itself only makes the graph one that is not empty.
  void add_data(int from, int to, Relation relation) {
    graph_.has_data_edges = true;
    if (from != to) graph_.digraph.add_edge(from, to, relation);
  }

  void add_order() {
    std::vector<TxnSpan> spans;
    for (const Txn& txn : history_.txns) spans.push_back({txn.begin, txn.end, txn.ok(), txn.ok()});
    add_order_edges(spans, graph_);
  }

  const TxnHistory& history_;
  const VersionOrder& order_;
  TxnGraph graph_;
};

}  // namespace

TxnGraph build_txn_graph(const TxnHistory& history, const VersionOrder& order) {
  return GraphBuilder(history, order).build();
}

}  // namespace eddy
