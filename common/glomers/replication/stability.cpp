#include "glomers/replication/stability.hpp"

#include <algorithm>

namespace glomers {
namespace {

std::uint64_t at(const std::vector<std::uint64_t>& lengths, Origin o) {
  return o < lengths.size() ? lengths[o] : 0;
}

}  // namespace

bool Stability::set_origin(std::size_t node, Origin origin) {
  if (rows_[node].known && rows_[node].origin == origin) return false;
  rows_[node] = {};
  rows_[node].known = true;
  rows_[node].origin = origin;
  return true;
}

void Stability::learn(std::size_t node, Origin origin, std::uint64_t length) {
  auto& latest = rows_[node].latest;
  if (latest.size() <= origin) latest.resize(origin + 1);
  latest[origin] = std::max(latest[origin], length);
}

std::uint64_t Stability::told(std::size_t node, Origin o) const {
  return at(rows_[node].latest, o);
}

bool Stability::can_be_used(std::size_t node) const {
  const auto& latest = rows_[node].latest;
  for (Origin o = 0; o < latest.size(); ++o)
    if (logs_.node(o) == node && latest[o] > logs_.length(o)) return false;
  return rows_[node].known;
}

void Stability::make_usable(std::size_t node) {
  if (!can_be_used(node)) return;
  Row& row = rows_[node];
  row.usable.resize(row.latest.size());
  row.changed.resize(row.latest.size());
  for (Origin o = 0; o < row.latest.size(); ++o) {
    if (row.usable[o] == row.latest[o]) continue;
    row.usable[o] = row.latest[o];
    row.changed[o] = ++version_;
  }
}

std::vector<Origin> Stability::refresh(bool own_log_complete) {
  for (std::size_t node = 0; node < rows_.size(); ++node) make_usable(node);
  std::vector<Origin> grown;
  if (!own_log_complete) return grown;
  stable_.resize(logs_.count());
  for (Origin o = 0; o < stable_.size(); ++o) {
    std::uint64_t length = logs_.length(o);
    for (std::size_t node = 0; node < rows_.size(); ++node)
      if (node != self_) length = std::min(length, at(rows_[node].usable, o));
    if (length <= stable_[o]) continue;
    stable_[o] = length;
    grown.push_back(o);
  }
  return grown;
}

bool Stability::all_stable() const {
  for (Origin o = 0; o < logs_.count(); ++o)
    if (stable_length(o) < logs_.length(o)) return false;
  return true;
}

std::map<std::string, std::map<std::string, std::int64_t>> Stability::rows_since(
    std::uint64_t version, std::size_t left_out) const {
  std::map<std::string, std::map<std::string, std::int64_t>> result;
  for (std::size_t node = 0; node < rows_.size(); ++node) {
    const Row& row = rows_[node];
    if (node == self_ || node == left_out || !row.known) continue;
    std::map<std::string, std::int64_t> lengths;
    for (Origin o = 0; o < row.usable.size(); ++o)
      if (row.changed[o] > version)
        lengths[logs_.name(o)] = static_cast<std::int64_t>(row.usable[o]);
    if (lengths.empty()) continue;
    for (Origin o = 0; o < row.usable.size(); ++o)
      if (logs_.node(o) == node) lengths[logs_.name(o)] = static_cast<std::int64_t>(row.usable[o]);
    lengths[logs_.name(row.origin)] = static_cast<std::int64_t>(at(row.usable, row.origin));
    result[logs_.name(row.origin)] = std::move(lengths);
  }
  return result;
}

}  // namespace glomers
