#pragma once

#include <set>
#include <string>
#include <vector>

#include "tests/eddy/judge/check_options.hpp"
#include "tests/eddy/judge/findings.hpp"
#include "tests/eddy/judge/txn/txn_cycles.hpp"
#include "tests/eddy/judge/txn/txn_explain.hpp"
#include "tests/eddy/judge/txn/txn_graph.hpp"
#include "tests/eddy/judge/txn/txn_models.hpp"

namespace eddy {

/// Sorts what is found in a history of transactions into what the models that were asked for
/// forbid and what they put up with.
class TxnVerdict {
 public:
  /// Throws std::invalid_argument for an unknown model.
  explicit TxnVerdict(const CheckOptions& options);

  /// The orders of operations that some model takes into account.
  const std::vector<Order>& orders() const { return orders_; }
  bool looks_at_causality() const { return looks_at_causality_; }

  /// One that is no cycle.
  void add_anomaly(const std::string& name, const Example& example);
  void add_cycle(const CycleFinding& cycle, const Example& example);
  /// Whether a graph has edges that the models look at; if not, `sentence` says what follows.
  bool has_edges(const TxnGraph& graph) const;
  void add_no_edges(const Sentence& sentence) { wrong_.add(no_edges, sentence); }

  /// Whether all that was found, an empty graph left out, is something that the models allow.
  bool allows_all() const;

  /// "valid" (false if anything was added that a model forbids, the empty graph included),
  /// "anomaly-types", "anomalies", "not", "explanations", "beyond" and "tolerated".
  Json result(const Findings& beyond) const;

 private:
  static constexpr const char* no_edges = "empty-transaction-graph";

  template <typename IsForbiddenBy>
  void add(const std::string& name, const Example& example, IsForbiddenBy is_forbidden_by);
  std::vector<std::string> broken_models() const;
  bool is_broken(const ConsistencyModel& model) const;

  std::vector<ConsistencyModel> models_;
  std::vector<Order> orders_;
  bool looks_at_causality_ = false;
  std::set<std::string> anomalies_;  ///< names of those that are no cycles
  std::vector<Level> cycles_;
  Findings wrong_;
  Findings tolerated_;
};

}  // namespace eddy
