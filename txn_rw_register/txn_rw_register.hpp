#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "glomers/program.hpp"
#include "glomers/replication/replica.hpp"
#include "txn_rw_register/causal_order.hpp"

namespace glomers {

/// Challenge 6: transactions over registers, always available.
///
/// A transaction runs at once on this node's state and never aborts. Its final
/// writes get one Lamport timestamp and travel as one entry, which every node
/// applies at once and after all entries that the transaction could have seen;
/// the newest (timestamp, origin) wins in each register (see README.md).
class TxnRwRegister {
 public:
  explicit TxnRwRegister(Node& node);

 private:
  /// Lamport timestamp, and the origin's name to break ties: an index of the node
  /// would let two of its incarnations give the same stamp twice.
  using Stamp = std::pair<std::int64_t, std::string>;

  struct Register {
    Json value;
    Stamp stamp;
  };

  Json run(const Json& txn);
  Json value_of(const Json& key) const;
  void replicate(const std::map<std::string, Json>& writes);
  void apply(const std::string& origin, const Json& entry);

  Node& node_;
  std::map<std::string, Register> registers_;  ///< by key as JSON
  std::int64_t clock_ = 0;                     ///< the highest timestamp given or seen
  CausalOrder order_;
  Replica replica_;
};

Program txn_rw_register_program();

}  // namespace glomers
