#include "glomers/replication/logs.hpp"

#include <iterator>
#include <utility>

#include "glomers/ensure.hpp"

namespace glomers {
namespace {

/// So many batches of one log wait beyond a gap. More are lost, as the network might lose them.
constexpr std::size_t max_early = 100;

}  // namespace

Logs::Logs(const std::vector<std::string>& node_ids, bool newest_only)
    : newest_only_(newest_only), incarnations_(node_ids.size()) {
  for (std::size_t i = 0; i < node_ids.size(); ++i) node_index_[node_ids[i]] = NodeIndex(i);
}

LogId Logs::intern(const std::string& name) {
  if (const auto known = find(name)) return *known;
  const auto node = node_of(name);
  ensure(node.has_value(), "every log is that of a node of this cluster", "it is named", name);
  logs_.push_back({name, *node, 0, {}, {}, 0});
  ++incarnations_[node->value()];
  return by_name_[name] = LogId(logs_.size() - 1);
}

std::optional<LogId> Logs::find(const std::string& name) const {
  const auto known = by_name_.find(name);
  if (known == by_name_.end()) return std::nullopt;
  return known->second;
}

std::optional<NodeIndex> Logs::node_of(const std::string& name) const {
  const auto dot = name.rfind('.');
  if (dot == std::string::npos) return std::nullopt;
  return find_node(name.substr(0, dot));
}

std::optional<NodeIndex> Logs::find_node(const std::string& node_id) const {
  const auto node = node_index_.find(node_id);
  if (node == node_index_.end()) return std::nullopt;
  return node->second;
}

const Json& Logs::entry(LogId log, std::uint64_t position) const {
  const Log& in = at(log);
  ensure(position >= in.first && position < in.length(), "an entry is read where there is one",
         "the log", in.name, "has", in.first, "to", in.length(), "and", position, "is wanted");
  return in.entries[position - in.first];
}

void Logs::append(LogId to, Json entry) {
  Log& log = logs_[to.value()];
  if (newest_only_)
    keep_newest(log, log.length(), std::move(entry));
  else
    log.entries.push_back(std::move(entry));
  touch(to);
}

bool Logs::merge(LogId into, std::uint64_t start, std::vector<Json> entries) {
  Log& log = logs_[into.value()];
  const std::uint64_t before = log.length();
  take(log, start, std::move(entries));
  while (!log.early.empty() && log.early.begin()->first <= log.length()) {
    auto batch = log.early.extract(log.early.begin());
    take(log, batch.key(), std::move(batch.mapped()));
  }
  ensure(log.length() >= before, "no log shrinks", log.name, "had", before, "entries and has",
         log.length());
  if (log.length() == before) return false;
  touch(into);
  return true;
}

void Logs::take(Log& log, std::uint64_t start, std::vector<Json>&& entries) const {
  const std::uint64_t held = log.length();
  if (newest_only_) {
    if (!entries.empty() && start + entries.size() > held)
      keep_newest(log, start + entries.size() - 1, std::move(entries.back()));
    return;
  }
  if (start > held) {
    if (log.early.size() >= max_early && !log.early.contains(start)) return;
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

void Logs::keep_newest(Log& log, std::uint64_t position, Json&& entry) {
  log.entries.clear();
  log.entries.push_back(std::move(entry));
  log.first = position;
}

void Logs::check(LogId log) const {
  const Log& in = at(log);
  ensure(in.early.empty() || in.early.begin()->first > in.length(),
         "what waits beyond a gap lies beyond it", in.name, "has", in.length());
  ensure(!newest_only_ || in.entries.size() <= 1, "where the newest says all, no other is kept",
         in.name, "keeps", in.entries.size());
}

void Logs::touch(LogId log) {
  std::uint64_t& changed = logs_[log.value()].changed;
  if (changed != 0) by_change_.erase(changed);
  changed = ++version_;
  by_change_[version_] = log;
}

}  // namespace glomers
