#pragma once

#include <set>
#include <string>

#include "tests/fuzz/plain_graph.hpp"
#include "tests/fuzz/plain_judge.hpp"
#include "tests/fuzz/plain_txns.hpp"

namespace eddy::plain {

/// Transactions over registers, by the definitions of Adya and Elle, and causality by trying
/// all orders of the writes. Exponential in the number of transactions.
class TxnJudge final : public Judge {
 public:
  explicit TxnJudge(const History& history);
  TxnJudge(const TxnJudge&) = delete;
  TxnJudge& operator=(const TxnJudge&) = delete;

  /// Several ok transactions wrote a value that one read.
  bool is_unknown() const override;
  const std::set<std::string>& anomalies() const override { return anomalies_; }
  bool breaks(const std::string& model) const override;
  bool is_empty(const std::string& model) const override;
  /// False where the graph is empty.
  Json verdict(const std::string& model) const override {
    return !breaks(model) && !is_empty(model);
  }

 private:
  void find_anomalies();
  bool is_overwritten_by_other(const Txn& reader, const MicroOp& read) const;
  void find_lost_updates();

  const Txns history_;
  const Graph graph_;
  std::set<std::string> anomalies_;
};

}  // namespace eddy::plain
