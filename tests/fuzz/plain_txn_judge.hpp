#pragma once

#include <set>
#include <string>

#include "tests/fuzz/plain_graph.hpp"
#include "tests/fuzz/plain_txns.hpp"

namespace eddy::plain {

/// Judges a small history of transactions over registers straight from the definitions
/// of Adya and Elle, and causality by trying all orders of the writes. Exponential in the
/// number of transactions.
class TxnJudge {
 public:
  explicit TxnJudge(const History& history);
  TxnJudge(const TxnJudge&) = delete;
  TxnJudge& operator=(const TxnJudge&) = delete;

  /// Several ok transactions wrote a value that one read: nobody can tell.
  bool is_unknown() const;

  /// Of the anomalies that are no cycles, those that occur.
  const std::set<std::string>& anomalies() const { return anomalies_; }

  /// Does the history break the model, an empty graph aside? `causal` is asked of
  /// histories without duplicate or null writes only.
  bool breaks(const std::string& model) const;

  /// No transaction depends on another one, nor on itself, by what the model looks at.
  bool is_empty(const std::string& model) const;

 private:
  void find_anomalies();
  bool is_overwritten_by_other(const Txn& reader, const MicroOp& read) const;
  void find_lost_updates();

  const Txns history_;
  const Graph graph_;
  std::set<std::string> anomalies_;
};

}  // namespace eddy::plain
