#include "txn_rw_register/causal_order.hpp"

#include <algorithm>

#include "glomers/ensure.hpp"

namespace txn_rw_register {

CausalOrder::After CausalOrder::take_after(const Logs& logs, LogId own) {
  After after;
  for (auto& [log, queue] : queues_) {
    if (log == own || queue.told == queue.applied) continue;
    ensure(queue.told < queue.applied, "what was told had been applied", logs.name(log));
    queue.told = queue.applied;
    after[logs.name(log)] = queue.applied;
  }
  return after;
}

void CausalOrder::add(const Logs& logs, LogId log, const Json& entry, const After& after) {
  by_name_[logs.name(log)] = log;
  queues_[log].waiting.push_back({entry, after});
  if (apply_ready(logs, log)) apply_all_ready(logs);
}

void CausalOrder::give_up(const Logs& logs, const std::string& log_name) {
  given_up_.insert(log_name);
  apply_all_ready(logs);
}

std::set<std::string> CausalOrder::wanted() const {
  std::set<std::string> names;
  for (const auto& [log, queue] : queues_) {
    if (queue.waiting.empty()) continue;
    for (const auto& need : queue.waiting.front().after)
      if (!has(need)) names.insert(need.first);
  }
  return names;
}

void CausalOrder::apply_all_ready(const Logs& logs) {
  for (bool progress = true; progress;) {
    progress = false;
    for (auto& [log, queue] : queues_) progress |= apply_ready(logs, log);
  }
}

bool CausalOrder::apply_ready(const Logs& logs, LogId log) {
  Queue& queue = queues_[log];
  bool progress = false;
  while (!queue.waiting.empty() && ready(queue.waiting.front().after)) {
    const Waiting next = std::move(queue.waiting.front());
    queue.waiting.pop_front();
    ++queue.applied;
    progress = true;
    apply_(logs.name(log), next.entry);
  }
  return progress;
}

bool CausalOrder::ready(const After& after) const {
  return std::all_of(after.begin(), after.end(), [this](const auto& need) { return has(need); });
}

bool CausalOrder::has(const After::value_type& need) const {
  if (given_up_.count(need.first) > 0) return true;
  const auto log = by_name_.find(need.first);
  return log != by_name_.end() && queues_.at(log->second).applied >= need.second;
}

}  // namespace txn_rw_register
