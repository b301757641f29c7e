#include "glomers/replication/stability.hpp"

#include <algorithm>

namespace glomers {
namespace {

std::uint64_t at(const std::vector<std::uint64_t>& lengths, LogId log) {
  return log.value() < lengths.size() ? lengths[log.value()] : 0;
}

/// The logs that a list has a length for.
Indices<IncarnationLog> logs_in(const std::vector<std::uint64_t>& lengths) {
  return Indices<IncarnationLog>(lengths.size());
}

}  // namespace

bool Stability::set_log(NodeIndex node, LogId log) {
  Row& row = rows_[node.value()];
  if (row.known && row.log == log) return false;
  row = {};
  row.known = true;
  row.log = log;
  return true;
}

void Stability::learn(NodeIndex node, LogId log, std::uint64_t length) {
  auto& latest = rows_[node.value()].latest;
  if (latest.size() <= log.value()) latest.resize(log.value() + 1);
  latest[log.value()] = std::max(latest[log.value()], length);
}

std::uint64_t Stability::told(NodeIndex node, LogId log) const {
  return at(rows_[node.value()].latest, log);
}

bool Stability::can_be_used(NodeIndex node) const {
  const auto& latest = rows_[node.value()].latest;
  for (const LogId log : logs_in(latest))
    if (logs_.node(log) == node && latest[log.value()] > logs_.length(log)) return false;
  return rows_[node.value()].known;
}

void Stability::make_usable(NodeIndex node) {
  if (!can_be_used(node)) return;
  Row& row = rows_[node.value()];
  row.usable.resize(row.latest.size());
  row.changed.resize(row.latest.size());
  for (std::size_t i = 0; i < row.latest.size(); ++i) {
    if (row.usable[i] == row.latest[i]) continue;
    row.usable[i] = row.latest[i];
    row.changed[i] = ++version_;
  }
}

std::vector<LogId> Stability::refresh(bool own_log_complete) {
  for (const NodeIndex node : Indices<ClusterNode>(rows_.size())) make_usable(node);
  std::vector<LogId> grown;
  if (!own_log_complete) return grown;
  stable_.resize(logs_.all().size());
  for (const LogId log : logs_.all()) {
    std::uint64_t length = logs_.length(log);
    for (const NodeIndex node : Indices<ClusterNode>(rows_.size()))
      if (node != self_) length = std::min(length, at(rows_[node.value()].usable, log));
    if (length <= stable_[log.value()]) continue;
    stable_[log.value()] = length;
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
    for (const LogId log : logs_in(row.usable))
      if (row.changed[log.value()] > version)
        lengths[logs_.name(log)] = static_cast<std::int64_t>(at(row.usable, log));
    if (lengths.empty()) continue;
    for (const LogId log : logs_in(row.usable))
      if (logs_.node(log) == node)
        lengths[logs_.name(log)] = static_cast<std::int64_t>(at(row.usable, log));
    lengths[logs_.name(row.log)] = static_cast<std::int64_t>(at(row.usable, row.log));
    result[logs_.name(row.log)] = std::move(lengths);
  }
  return result;
}

}  // namespace glomers
