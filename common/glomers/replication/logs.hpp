#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "glomers/json.hpp"

namespace glomers {

/// An origin's number on this node; origins are numbered as they become known.
using Origin = std::size_t;

/// The logs of all origins that this node has heard of. An origin is one
/// incarnation of one node: it appends to its own log and to no other, so a log
/// is fixed by its name and its length, and a prefix never changes.
class Logs {
 public:
  /// With `newest_only` no entry but the last of each log is kept: it says all that those
  /// before it said.
  explicit Logs(const std::vector<std::string>& node_ids, bool newest_only = false);

  /// An origin's name: the node's id, a dot, and the incarnation's tag.
  static std::string name_of(const std::string& node_id, const std::string& tag) {
    return node_id + '.' + tag;
  }

  /// The number of an origin, new or old; none if it is not one of this cluster's nodes.
  std::optional<Origin> intern(const std::string& name);
  /// The number of an origin that is known.
  std::optional<Origin> find(const std::string& name) const;
  /// A node's index into the node ids.
  std::optional<std::size_t> find_node(const std::string& node_id) const;
  /// The node whose id the name has before its last dot, as an index into the node ids.
  std::optional<std::size_t> node_of(const std::string& name) const;
  /// How many origins of this node are known.
  std::size_t incarnations(std::size_t node) const { return incarnations_[node]; }

  std::size_t count() const { return logs_.size(); }
  const std::string& name(Origin o) const { return logs_[o].name; }
  /// The node whose incarnation it is, as an index into the node ids.
  std::size_t node(Origin o) const { return logs_[o].node; }
  /// Length of the contiguous prefix that is held.
  std::uint64_t length(Origin o) const { return logs_[o].length(); }
  /// The first position whose entry is kept.
  std::uint64_t first(Origin o) const { return logs_[o].first; }
  const Json& entry(Origin o, std::uint64_t position) const {
    return logs_[o].entries[position - logs_[o].first];
  }

  void append(Origin o, Json entry);

  /// Takes in entries [start, start + entries.size()). What lies beyond a gap
  /// waits until the gap is filled, or falls away where very much waits; what is held
  /// already falls away.
  /// Returns whether the prefix grew.
  bool merge(Origin o, std::uint64_t start, std::vector<Json> entries);

  /// Whether entries wait for others before them.
  bool has_gap(Origin o) const { return !logs_[o].early.empty(); }

  /// Counts the changes of all logs.
  std::uint64_t version() const { return version_; }

  /// Calls f(origin) for each log that changed after that version.
  template <class F>
  void for_each_changed_since(std::uint64_t version, F f) const {
    for (auto it = by_change_.upper_bound(version); it != by_change_.end(); ++it) f(it->second);
  }

 private:
  struct Log {
    std::string name;
    std::size_t node = 0;
    std::uint64_t first = 0;  ///< the position of entries[0]
    std::vector<Json> entries;
    std::map<std::uint64_t, std::vector<Json>> early;  ///< batches beyond a gap, by start
    std::uint64_t changed = 0;                         ///< version of the last change

    std::uint64_t length() const { return first + entries.size(); }
  };

  void touch(Origin o);
  void take(Log& log, std::uint64_t start, std::vector<Json>&& entries) const;
  static void keep_newest(Log& log, std::uint64_t position, Json&& entry);

  bool newest_only_;
  std::unordered_map<std::string, std::size_t> node_index_;
  std::vector<std::size_t> incarnations_;  ///< by node
  std::vector<Log> logs_;
  std::unordered_map<std::string, Origin> by_name_;
  std::map<std::uint64_t, Origin> by_change_;
  std::uint64_t version_ = 0;
};

}  // namespace glomers
