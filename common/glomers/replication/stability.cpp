#include "glomers/replication/stability.hpp"

#include <algorithm>

namespace glomers {

bool Stability::set_log(NodeIndex node, LogId log) {
  Row& row = rows_[node.value()];
  if (row.known && row.log == log) return false;
  row = {};
  row.known = true;
  row.log = log;
  return true;
}

void Stability::learn(NodeIndex node, const Lengths& statement) {
  Row& row = rows_[node.value()];
  row.told.raise(statement);
  if (row.waiting.size() < max_waiting)
    row.waiting.push_back(statement);
  else
    row.waiting.back().raise(statement);
}

bool Stability::can_be_used(NodeIndex node, const Lengths& statement) const {
  for (const LogId log : statement.logs())
    if (logs_.node(log) == node && statement[log] > logs_.length(log)) return false;
  return rows_[node.value()].known;
}

void Stability::use(Row& row, const Lengths& statement) {
  for (const LogId log : statement.logs()) {
    if (statement[log] <= row.usable[log]) continue;
    row.usable.set(log, statement[log]);
    row.changed.set(log, ++version_);
  }
}

std::vector<LogId> Stability::refresh(bool own_log_complete) {
  for (const NodeIndex node : Indices<ClusterNode>(rows_.size())) {
    Row& row = rows_[node.value()];
    std::erase_if(row.waiting, [&](const Lengths& statement) {
      if (!can_be_used(node, statement)) return false;
      use(row, statement);
      return true;
    });
  }
  if (own_log_complete)
    for (const LogId log : logs_.all()) rows_[self_.value()].usable.set(log, logs_.length(log));
  std::vector<LogId> grown;
  for (const LogId log : logs_.all()) {
    std::uint64_t length = logs_.length(log);
    for (const Row& row : rows_) length = std::min(length, row.usable[log]);
    if (length <= stable_[log]) continue;
    stable_.set(log, length);
    grown.push_back(log);
  }
  return grown;
}

bool Stability::all_stable() const {
  for (const LogId log : logs_.all())
    if (stable_length(log) < logs_.length(log)) return false;
  return true;
}

std::map<std::string, std::map<std::string, std::int64_t>> Stability::rows_since(
    std::uint64_t version, NodeIndex left_out) const {
  std::map<std::string, std::map<std::string, std::int64_t>> result;
  for (const NodeIndex node : Indices<ClusterNode>(rows_.size())) {
    const Row& row = rows_[node.value()];
    if (node == self_ || node == left_out || !row.known) continue;
    std::map<std::string, std::int64_t> lengths;
    for (const LogId log : row.usable.logs())
      if (row.changed[log] > version)
        lengths[logs_.name(log)] = static_cast<std::int64_t>(row.usable[log]);
    if (lengths.empty()) continue;
    for (const LogId log : row.usable.logs())
      if (logs_.node(log) == node)
        lengths[logs_.name(log)] = static_cast<std::int64_t>(row.usable[log]);
    lengths[logs_.name(row.log)] = static_cast<std::int64_t>(row.usable[row.log]);
    result[logs_.name(row.log)] = std::move(lengths);
  }
  return result;
}

}  // namespace glomers
