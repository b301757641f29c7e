#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include "glomers/ensure.hpp"
#include "glomers/time.hpp"

namespace glomers {

using TimerId = std::uint64_t;

/// Callbacks by due time; those due at the same instant run in the order in
/// which they were set.
class Timers {
 public:
  TimerId at(Time due, std::function<void()> callback) {
    ensure(callback != nullptr, "a timer has something to run");
    const TimerId id = ++last_id_;
    by_due_.emplace(std::pair(due, id), std::move(callback));
    due_of_.emplace(id, due);
    return id;
  }

  /// Stops a timer. Nothing happens if it has run or is unknown.
  void cancel(TimerId id) {
    const auto it = due_of_.find(id);
    if (it == due_of_.end()) return;
    const std::size_t erased = by_due_.erase({it->second, id});
    ensure(erased == 1, "a timer that is known has its callback");
    due_of_.erase(it);
  }

  std::optional<Time> next_due() const {
    if (by_due_.empty()) return std::nullopt;
    return by_due_.begin()->first.first;
  }

  /// Takes out the earliest timer if it is due, and gives its callback.
  std::optional<std::function<void()>> pop_due(Time now) {
    if (by_due_.empty() || by_due_.begin()->first.first > now) return std::nullopt;
    auto entry = by_due_.extract(by_due_.begin());
    const std::size_t erased = due_of_.erase(entry.key().second);
    ensure(erased == 1, "a timer that runs is known");
    return std::move(entry.mapped());
  }

 private:
  std::map<std::pair<Time, TimerId>, std::function<void()>> by_due_;
  std::unordered_map<TimerId, Time> due_of_;
  TimerId last_id_ = 0;
};

}  // namespace glomers
