#pragma once

#include "tests/eddy/judge/txn/txn_digraph.hpp"
#include "tests/eddy/judge/txn/txn_history.hpp"
#include "tests/eddy/judge/txn/txn_versions.hpp"

namespace eddy {

/// Which ok transaction precedes which. Nodes below txn_count are indices into
/// TxnHistory::txns; the others are helpers that keep the graph linear in the
/// history where all of some transactions precede all of others:
/// - readers of v -> helper -> writers of the versions after v (a transaction that
///   is both does not precede itself: whoever walks the graph has to mind that);
/// - ended transactions -> helper of that moment -> next helper, -> transactions
///   that begin.
struct TxnGraph {
  Digraph digraph;
  int txn_count = 0;
  bool has_data_edges = false;
  bool has_process_edges = false;
  /// Even one to a transaction that failed or whose outcome is unknown counts, though
  /// such a transaction precedes nothing and so needs no edge here.
  bool has_realtime_edges = false;
  /// Those that externally read what they themselves wrote, which is an edge from the
  /// transaction to itself. Ascending, each once.
  std::vector<int> self_readers;

  bool is_txn(int node) const { return node < txn_count; }
};

TxnGraph build_txn_graph(const TxnHistory& history, const VersionOrder& order);

}  // namespace eddy
