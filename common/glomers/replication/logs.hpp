#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "glomers/json.hpp"
#include "glomers/replication/index.hpp"

namespace glomers {

/// The logs that this node has heard of. Each start of a node is an incarnation with a log of
/// its own: it appends to this log and to no other. So a log's name and a length fix its
/// content, and a prefix never changes.
class Logs {
 public:
  /// With `newest_only` no entry but the last of each log is kept: it says all that those
  /// before it said.
  explicit Logs(const std::vector<std::string>& node_ids, bool newest_only = false);

  /// The name of an incarnation and of its log: the node's id, a dot, and the incarnation's tag.
  static std::string name_of(const std::string& node_id, const std::string& tag) {
    return node_id + '.' + tag;
  }

  /// The number of a log, new or old, whose name is that of one of this cluster's nodes
  /// (node_of).
  LogId intern(const std::string& name);
  /// The number of a log that is known.
  std::optional<LogId> find(const std::string& name) const;
  /// The node of this id.
  std::optional<NodeIndex> find_node(const std::string& node_id) const;
  /// The node whose id the name has before its last dot.
  std::optional<NodeIndex> node_of(const std::string& name) const;
  /// How many incarnations of this node are known.
  std::size_t incarnations(NodeIndex node) const { return incarnations_[node.value()]; }

  /// All logs that are known, in the order in which they became so.
  Indices<IncarnationLog> all() const { return Indices<IncarnationLog>(logs_.size()); }
  const std::string& name(LogId log) const { return at(log).name; }
  /// The node whose incarnation appends to the log.
  NodeIndex node(LogId log) const { return at(log).node; }
  /// Length of the contiguous prefix that is held.
  std::uint64_t length(LogId log) const { return at(log).length(); }
  /// The first position whose entry is kept.
  std::uint64_t first(LogId log) const { return at(log).first; }
  /// An entry that is kept: first() <= position < length().
  const Json& entry(LogId log, std::uint64_t position) const;

  void append(LogId to, Json entry);

  /// Takes in entries [start, start + entries.size()). What lies beyond a gap
  /// waits until the gap is filled, or falls away where very much waits; what is held
  /// already falls away.
  /// Returns whether the prefix grew.
  bool merge(LogId into, std::uint64_t start, std::vector<Json> entries);

  /// Whether entries wait for others before them.
  bool has_gap(LogId log) const { return !at(log).early.empty(); }

  /// Throws InvariantError where the log contradicts itself.
  void check(LogId log) const;

  /// Counts the changes of all logs.
  std::uint64_t version() const { return version_; }

  /// Calls f(log) for each log that changed after that version.
  template <class F>
  void for_each_changed_since(std::uint64_t version, F f) const {
    for (auto it = by_change_.upper_bound(version); it != by_change_.end(); ++it) f(it->second);
  }

 private:
  struct Log {
    std::string name;
    NodeIndex node;
    std::uint64_t first = 0;  ///< the position of entries[0]
    std::vector<Json> entries;
    std::map<std::uint64_t, std::vector<Json>> early;  ///< batches beyond a gap, by start
    std::uint64_t changed = 0;                         ///< version of the last change

    std::uint64_t length() const { return first + entries.size(); }
  };

  const Log& at(LogId log) const { return logs_[log.value()]; }
  void touch(LogId log);
  void take(Log& log, std::uint64_t start, std::vector<Json>&& entries) const;
  static void keep_newest(Log& log, std::uint64_t position, Json&& entry);

  bool newest_only_;
  std::unordered_map<std::string, NodeIndex> node_index_;
  std::vector<std::size_t> incarnations_;  ///< by node
  std::vector<Log> logs_;
  std::unordered_map<std::string, LogId> by_name_;
  std::map<std::uint64_t, LogId> by_change_;
  std::uint64_t version_ = 0;
};

}  // namespace glomers
