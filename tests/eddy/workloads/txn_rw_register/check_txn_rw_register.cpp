#include "tests/eddy/workloads/txn_rw_register/check_txn_rw_register.hpp"

#include <vector>

#include "tests/eddy/judge/cannot_judge.hpp"
#include "tests/eddy/judge/findings.hpp"
#include "tests/eddy/judge/txn/txn_anomalies.hpp"
#include "tests/eddy/judge/txn/txn_beyond.hpp"
#include "tests/eddy/judge/txn/txn_causality.hpp"
#include "tests/eddy/judge/txn/txn_cycles.hpp"
#include "tests/eddy/judge/txn/txn_explain.hpp"
#include "tests/eddy/judge/txn/txn_graph.hpp"
#include "tests/eddy/judge/txn/txn_verdict.hpp"

namespace eddy {
namespace {

constexpr const char* no_edges_sentence =
    "No transaction depends on another one, so there is nothing to judge by. Maelstrom calls "
    "such a history invalid.";

}  // namespace

Json check_txn_rw_register(const History& history, const CheckOptions& options) {
  TxnVerdict verdict(options);
  const TxnHistory txns = read_txns(history);
  const VersionOrder order = order_versions(txns);
  if (order.ambiguous) {
    return unknown_result("written-by-more-than-one-op",
                          "Several transactions wrote " + quote(txns.value_of(*order.ambiguous)) +
                              " to key " + quote(txns.key_of(*order.ambiguous)) +
                              ", so nobody can tell whose write was read.");
  }
  if (txns.has_mixed_key_types) {
    return unknown_result("mixed-key-types", "All keys of a history must be of one JSON type.");
  }
  const AnomalySink sink = [&](const std::string& name, const Example& example) {
    verdict.add_anomaly(name, example);
  };
  find_anomalies(txns, order, sink);
  if (verdict.looks_at_causality()) find_causality_violations(txns, sink);
  const TxnGraph graph = build_txn_graph(txns, order);
  std::vector<CycleFinding> cycles = find_cycles(graph, verdict.orders());
  add_self_reads(graph, verdict.orders(), cycles);
  for (const CycleFinding& cycle : cycles)
    verdict.add_cycle(cycle, explain_cycle(txns, order, cycle.steps));
  if (!verdict.has_edges(graph)) verdict.add_no_edges(no_edges_sentence);
  Findings beyond;
  find_beyond(txns, beyond);
  return verdict.result(beyond);
}

}  // namespace eddy
