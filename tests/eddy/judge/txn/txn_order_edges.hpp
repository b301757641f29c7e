#pragma once

#include <vector>

#include "tests/eddy/history/history.hpp"
#include "tests/eddy/judge/txn/txn_graph.hpp"

namespace eddy {

/// When a transaction ran, and what that counts for.
struct TxnSpan {
  const Op* begin = nullptr;  ///< its invocation
  const Op* end = nullptr;    ///< its completion, null if there is none
  bool ok = false;
  bool counts = false;  ///< it may precede others, so what precedes it matters
};

/// Adds what precedes what by the order of operations: in a process each ok transaction the
/// next one; in real time each ok one all that began after its end, over helper nodes. `spans`
/// are those of the graph's transactions, in their order; the ops lie in one vector.
void add_order_edges(const std::vector<TxnSpan>& spans, TxnGraph& graph);

}  // namespace eddy
