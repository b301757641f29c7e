#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "glomers/replication/lengths.hpp"
#include "glomers/replication/logs.hpp"

namespace glomers {

/// Which entries every node is known to hold.
///
/// A statement says what a node held at one moment, and how long its own log was then. It may
/// be used once that node's log is here up to that length, and the logs of its
/// former starts as far as the statement says: then whatever the
/// node appended before it saw an entry is here, and whatever it appends later,
/// it appends knowing the entry. So each statement waits by itself, for no later one. An entry is
/// stable when usable statements of all nodes contain it; this is the causal stability of Baquero,
/// Almeida and Shoker ("Pure operation-based replicated data types", 2017).
class Stability {
 public:
  Stability(std::size_t node_count, NodeIndex self, const Logs& logs)
      : self_(self), logs_(logs), rows_(node_count) {}

  /// The incarnation of a node by whose log its statements are measured. Returns whether it
  /// was another: then all that was stated before is forgotten.
  bool set_log(NodeIndex node, LogId log);

  /// The node held this much at one moment; of its own logs it had made this much.
  void learn(NodeIndex node, const Lengths& statement);

  /// How long a prefix of the log the node was said to hold.
  std::uint64_t told(NodeIndex node, LogId log) const { return rows_[node.value()].told[log]; }

  /// Takes in what was learnt. Returns the logs whose stable prefix grew. While an entry has been
  /// made for this node's own log and not yet appended, what came since then counts
  /// as not held by this node.
  std::vector<LogId> refresh(bool own_log_complete = true);

  /// How much of the log counts as held by this node.
  std::uint64_t counted(LogId log) const { return rows_[self_.value()].usable[log]; }

  std::uint64_t stable_length(LogId log) const { return stable_[log]; }

  /// Whether every entry that is held is stable.
  bool all_stable() const;

  /// Counts the changes of usable rows.
  std::uint64_t version() const { return version_; }

  /// Usable rows, but for the node left out: by the name of the node's log,
  /// what changed since the version, and always the lengths of the node's own logs. That is a
  /// statement again.
  std::map<std::string, std::map<std::string, std::int64_t>> rows_since(std::uint64_t version,
                                                                        NodeIndex left_out) const;

  /// So many statements of a node wait by themselves. What comes then is joined to the last one,
  /// which is a statement as well, and waits for the later of the two.
  static constexpr std::size_t max_waiting = 64;

 private:
  struct Row {
    bool known = false;
    LogId log;  ///< of the incarnation that it is measured by
    Lengths told;
    std::deque<Lengths> waiting;  ///< statements, as they came
    Lengths usable;
    Lengths changed;  ///< version of each usable length
  };

  /// Whether the node's own logs are here as far as its statement says.
  bool can_be_used(NodeIndex node, const Lengths& statement) const;
  void use(Row& row, const Lengths& statement);

  NodeIndex self_;
  const Logs& logs_;
  std::vector<Row> rows_;  ///< of this node, the lengths that count as held
  Lengths stable_;
  std::uint64_t version_ = 0;
};

}  // namespace glomers
