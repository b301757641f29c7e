#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "glomers/replication/logs.hpp"

namespace glomers {

/// Which entries every node is known to hold.
///
/// A row states what a node held when its own log had a certain length. It may
/// be used once that node's log is here up to that length, and the logs of its
/// former starts as far as the row says: then whatever the
/// node appended before it saw an entry is here, and whatever it appends later,
/// it appends knowing the entry. An entry is stable when the usable rows of all
/// nodes contain it; this is the causal stability of Baquero, Almeida and Shoker
/// ("Pure operation-based replicated data types", 2017).
class Stability {
 public:
  Stability(std::size_t node_count, NodeIndex self, const Logs& logs)
      : self_(self), logs_(logs), rows_(node_count) {}

  /// The incarnation of a node by whose log its row is measured. Returns whether it
  /// was another: then the row is empty.
  bool set_log(NodeIndex node, LogId log);

  /// The node holds the log up to this length.
  void learn(NodeIndex node, LogId log, std::uint64_t length);

  /// How long a prefix of the log the node was said to hold.
  std::uint64_t told(NodeIndex node, LogId log) const;

  /// Takes in what was learnt. Returns the logs whose stable prefix grew: none
  /// while this node's own log is not complete, that is, an entry has been made for
  /// it and not yet appended.
  std::vector<LogId> refresh(bool own_log_complete = true);

  std::uint64_t stable_length(LogId log) const {
    return log.value() < stable_.size() ? stable_[log.value()] : 0;
  }

  /// Whether every entry that is held is stable.
  bool all_stable() const;

  /// Counts the changes of usable rows.
  std::uint64_t version() const { return version_; }

  /// Usable rows, but for the node left out: by the name of the node's log,
  /// what changed since the version, and always the lengths of the node's own logs.
  std::map<std::string, std::map<std::string, std::int64_t>> rows_since(std::uint64_t version,
                                                                        NodeIndex left_out) const;

 private:
  struct Row {
    bool known = false;
    LogId log;  ///< of the incarnation that it is measured by
    std::vector<std::uint64_t> latest;
    std::vector<std::uint64_t> usable;
    std::vector<std::uint64_t> changed;  ///< version of each usable length
  };

  /// Whether the node's own logs are here as far as its row says.
  bool can_be_used(NodeIndex node) const;
  void make_usable(NodeIndex node);

  NodeIndex self_;
  const Logs& logs_;
  std::vector<Row> rows_;
  std::vector<std::uint64_t> stable_;
  std::uint64_t version_ = 0;
};

}  // namespace glomers
