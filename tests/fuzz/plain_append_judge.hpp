#pragma once

#include <set>
#include <string>

#include "tests/fuzz/plain_append_graph.hpp"
#include "tests/fuzz/plain_appends.hpp"
#include "tests/fuzz/plain_judge.hpp"

namespace eddy::plain {

/// Transactions over lists, by the definitions of Elle's list-append. Exponential in the
/// number of transactions.
class AppendJudge final : public Judge {
 public:
  explicit AppendJudge(const History& history);

  /// An element was appended twice, or nobody appended one that the longest list of its key has.
  bool is_unknown() const override { return is_unknown_; }
  const std::set<std::string>& anomalies() const override { return anomalies_; }
  bool breaks(const std::string& model) const override;
  bool is_empty(const std::string& model) const override;
  /// Unknown where the graph is empty.
  Json verdict(const std::string& model) const override;

 private:
  const AppendTxns history_;
  const Edges edges_;
  bool is_unknown_;
  std::set<std::string> anomalies_;
};

}  // namespace eddy::plain
