#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "glomers/program.hpp"
#include "glomers/replication/replica.hpp"
#include "txn_rw_register/causal_order.hpp"

namespace txn_rw_register {

using namespace glomers;

/// Challenge 6: transactions over registers, always available.
///
/// A transaction runs at once on this node's state (if durable, when its group is put
/// together) and never aborts. Its final writes get one Lamport timestamp and travel as one
/// entry. Every node applies it at once, and after all entries that the transaction could have
/// seen. In each register the newest (timestamp, log) wins (see README.md).
class TxnRwRegister {
 public:
  /// `durable`: what is acknowledged survives the death of any nodes.
  TxnRwRegister(Node& node, bool durable);

 private:
  /// A Lamport timestamp, and the name of the incarnation's log to break ties. With the node's
  /// index two incarnations of a node could give the same stamp.
  using Stamp = std::pair<std::int64_t, std::string>;

  struct Register {
    Json value;
    Stamp stamp;
  };

  /// What was written: pairs [key, value], by the key as JSON.
  using WriteSet = std::map<std::string, Json>;

  void handle(const Message& request, const std::vector<Json>& txn);
  Json run(const Json& txn, const WriteSet& before, WriteSet& writes) const;
  Json value_of(const std::string& key, const WriteSet& before) const;
  Json execute(const Json& txn, Json& result);
  Json make_entry(const WriteSet& writes);

  void check(const Json& entry) const;
  void deliver(const Replica::Entry& entry);
  void apply(const std::string& log_name, const Json& entry);
  void watch_waiting();
  void give_up_dead(const std::set<std::string>& wanted_before);

  Node& node_;
  std::map<std::string, Register> registers_;  ///< by key as JSON
  std::int64_t clock_ = 0;                     ///< the highest timestamp given or seen
  WriteSet group_writes_;                      ///< of transactions that are not stored yet
  bool durable_;
  bool watching_ = false;
  CausalOrder order_;
  Replica replica_;
};

Program program();

}  // namespace txn_rw_register
