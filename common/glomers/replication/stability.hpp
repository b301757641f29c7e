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
  Stability(std::size_t node_count, std::size_t self, const Logs& logs)
      : self_(self), logs_(logs), rows_(node_count) {}

  /// The incarnation of a node by whose log its row is measured. Returns whether it
  /// was another: then the row is empty.
  bool set_origin(std::size_t node, Origin origin);

  /// The node holds the origin's log up to this length.
  void learn(std::size_t node, Origin origin, std::uint64_t length);

  /// How long a prefix of the origin's log the node was said to hold.
  std::uint64_t told(std::size_t node, Origin o) const;

  /// Takes in what was learnt. Returns the origins whose stable prefix grew: none
  /// while this node's own log is not complete, that is, an entry has been made for
  /// it and not yet appended.
  std::vector<Origin> refresh(bool own_log_complete = true);

  std::uint64_t stable_length(Origin o) const { return o < stable_.size() ? stable_[o] : 0; }

  /// Whether every entry that is held is stable.
  bool all_stable() const;

  /// Counts the changes of usable rows.
  std::uint64_t version() const { return version_; }

  /// Usable rows, but for the node left out: by the name of the row's origin,
  /// what changed since the version, and always the lengths of the node's own logs.
  std::map<std::string, std::map<std::string, std::int64_t>> rows_since(std::uint64_t version,
                                                                        std::size_t left_out) const;

 private:
  struct Row {
    bool known = false;
    Origin origin = 0;
    std::vector<std::uint64_t> latest;
    std::vector<std::uint64_t> usable;
    std::vector<std::uint64_t> changed;  ///< version of each usable length
  };

  /// Whether the node's own logs are here as far as its row says.
  bool can_be_used(std::size_t node) const;
  void make_usable(std::size_t node);

  std::size_t self_;
  const Logs& logs_;
  std::vector<Row> rows_;
  std::vector<std::uint64_t> stable_;
  std::uint64_t version_ = 0;
};

}  // namespace glomers
