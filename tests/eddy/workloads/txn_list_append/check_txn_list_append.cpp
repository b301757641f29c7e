#include "tests/eddy/workloads/txn_list_append/check_txn_list_append.hpp"

#include <vector>

#include "tests/eddy/judge/txn/txn_verdict.hpp"
#include "tests/eddy/workloads/txn_list_append/append_anomalies.hpp"
#include "tests/eddy/workloads/txn_list_append/append_beyond.hpp"
#include "tests/eddy/workloads/txn_list_append/append_causality.hpp"
#include "tests/eddy/workloads/txn_list_append/append_graph.hpp"
#include "tests/eddy/workloads/txn_list_append/explain_append_cycle.hpp"

namespace eddy {
namespace {

constexpr const char* no_append_edges_sentence =
    "No transaction depends on another one, so there is nothing to judge by.";

Json judge(const AppendHistory& history, const CheckOptions& options) {
  TxnVerdict verdict(options);
  const AppendOrder order = order_appends(history);
  const AnomalySink sink = [&](const std::string& name, const Example& example) {
    verdict.add_anomaly(name, example);
  };
  find_append_anomalies(history, order, sink);
  if (verdict.looks_at_causality()) find_append_causality(history, sink);
  const TxnGraph graph = build_append_graph(history, order);
  for (const CycleFinding& cycle : find_cycles(graph, verdict.orders()))
    verdict.add_cycle(cycle, explain_append_cycle(history, order, cycle.steps));
  const bool is_empty = !verdict.has_edges(graph);
  const bool is_unknown = is_empty && verdict.allows_all();
  if (is_empty) verdict.add_no_edges(no_append_edges_sentence);
  Findings beyond;
  find_append_beyond(history, beyond);
  Json result = verdict.result(beyond);
  if (is_unknown) result["valid"] = "unknown";
  return result;
}

}  // namespace

Json check_txn_list_append(const History& history, const CheckOptions& options) {
  try {
    return judge(read_appends(history), options);
  } catch (const CannotJudge& cannot) {
    return unknown_result(cannot.error, cannot.sentence + ".");
  }
}

}  // namespace eddy
