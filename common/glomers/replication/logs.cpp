#include "glomers/replication/logs.hpp"

#include <iterator>
#include <utility>

namespace glomers {

Logs::Logs(const std::vector<std::string>& node_ids) {
  for (std::size_t i = 0; i < node_ids.size(); ++i) node_index_[node_ids[i]] = i;
}

std::optional<Origin> Logs::intern(const std::string& name) {
  const auto known = by_name_.find(name);
  if (known != by_name_.end()) return known->second;
  const auto node = node_index_.find(name.substr(0, name.rfind('.')));
  if (node == node_index_.end()) return std::nullopt;
  logs_.push_back({name, node->second, {}, {}, 0});
  return by_name_[name] = logs_.size() - 1;
}

void Logs::append(Origin o, Json entry) {
  logs_[o].entries.push_back(std::move(entry));
  touch(o);
}

bool Logs::merge(Origin o, std::uint64_t start, std::vector<Json> entries) {
  Log& log = logs_[o];
  const std::uint64_t before = log.entries.size();
  take(log, start, std::move(entries));
  while (!log.early.empty() && log.early.begin()->first <= log.entries.size()) {
    auto batch = log.early.extract(log.early.begin());
    take(log, batch.key(), std::move(batch.mapped()));
  }
  if (log.entries.size() == before) return false;
  touch(o);
  return true;
}

void Logs::take(Log& log, std::uint64_t start, std::vector<Json>&& entries) {
  const std::uint64_t held = log.entries.size();
  if (start > held) {
    auto& waiting = log.early[start];
    if (waiting.size() < entries.size()) waiting = std::move(entries);
    return;
  }
  if (start + entries.size() <= held) return;
  log.entries.insert(
      log.entries.end(),
      std::make_move_iterator(entries.begin() + static_cast<std::ptrdiff_t>(held - start)),
      std::make_move_iterator(entries.end()));
}

void Logs::touch(Origin o) {
  if (logs_[o].changed != 0) by_change_.erase(logs_[o].changed);
  logs_[o].changed = ++version_;
  by_change_[version_] = o;
}

}  // namespace glomers
