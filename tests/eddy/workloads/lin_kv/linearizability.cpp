#include "tests/eddy/workloads/lin_kv/linearizability.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "tests/eddy/workloads/lin_kv/configuration_set.hpp"

namespace eddy {
namespace {

/// Gives those first that have used the fewest operations without an end, so that what they
/// make superfluous is seldom looked at.
class Queue {
 public:
  void push(Configuration configuration) {
    const std::size_t used = configuration.used;
    if (used >= by_used_.size()) by_used_.resize(used + 1);
    least_ = std::min(least_, used);
    by_used_[used].push_back(std::move(configuration));
    ++size_;
  }

  Configuration pop() {
    while (by_used_[least_].empty()) ++least_;
    Configuration configuration = std::move(by_used_[least_].back());
    by_used_[least_].pop_back();
    --size_;
    return configuration;
  }

  bool empty() const { return size_ == 0; }

 private:
  std::vector<std::vector<Configuration>> by_used_;
  std::size_t least_ = 0;
  std::size_t size_ = 0;
};

/// Gives each operation a number: small ones, which are used again, to those that end, and
/// the numbers above them to those that do not.
class Numbers {
 public:
  Numbers(const std::vector<RegisterOp>& ops,
          const std::vector<std::pair<std::size_t, std::uint32_t>>& events)
      : of_(ops.size()) {
    std::vector<std::size_t> free;
    std::size_t count = 0;
    for (const auto& [position, op] : events) {
      if (!ops[op].end) continue;
      if (position != ops[op].call) {
        free.push_back(of_[op]);
        continue;
      }
      if (free.empty()) free.push_back(count++);
      of_[op] = free.back();
      free.pop_back();
    }
    for (std::size_t op = 0; op < ops.size(); ++op)
      if (!ops[op].end) of_[op] = count++;
  }

  std::size_t operator[](std::uint32_t op) const { return of_[op]; }

 private:
  std::vector<std::size_t> of_;
};

/// So many steps of an order are told.
constexpr std::size_t told_steps = 50;

class Search {
 public:
  Search(const std::vector<RegisterOp>& ops, std::size_t initial, std::size_t max_configurations)
      : ops_(ops),
        max_configurations_(max_configurations),
        events_(events_of(ops)),
        numbers_(ops, events_),
        configurations_({{initial, {}, {}}}) {
    find_twins();
  }

  Linearizability run() {
    for (const auto& [position, op] : events_) {
      if (position == ops_[op].call)
        call(op);
      else if (!end(op))
        return failure(op);
    }
    return {};
  }

 private:
  using Events = std::vector<std::pair<std::size_t, std::uint32_t>>;  ///< position and operation

  static Events events_of(const std::vector<RegisterOp>& ops) {
    Events events;
    for (std::uint32_t i = 0; i < ops.size(); ++i) {
      if (!ops[i].end && ops[i].changes_nothing()) continue;
      events.emplace_back(ops[i].call, i);
      if (ops[i].end) events.emplace_back(*ops[i].end, i);
    }
    std::sort(events.begin(), events.end());
    return events;
  }

  /// Of operations without an end that do the same, the one that began first can stand for
  /// any other, so they take effect in the order in which they began.
  void find_twins() {
    std::map<std::tuple<RegisterOp::Kind, std::size_t, std::size_t>, std::uint32_t> last;
    twin_before_.resize(ops_.size());
    for (const auto& [position, op] : events_) {
      if (ops_[op].end) continue;
      const std::size_t from = ops_[op].kind == RegisterOp::Kind::cas ? ops_[op].from : 0;
      const auto [twin, is_first] = last.try_emplace({ops_[op].kind, ops_[op].value, from}, op);
      if (!is_first) twin_before_[op] = std::exchange(twin->second, op);
    }
  }

  void call(std::uint32_t op) {
    if (!ops_[op].changes_nothing()) {
      changes_.push_back(op);
      return;
    }
    reads_.push_back(op);
    for (Configuration& configuration : configurations_) {
      if (ops_[op].fits(configuration.held))
        configuration.order = orders_.then(configuration.order, {op, configuration.held});
      else
        configuration.debts.insert(numbers_[op]);
    }
  }

  /// Lets the operation have taken effect in each configuration. False if none is left.
  bool end(std::uint32_t op) {
    for (const Configuration& configuration : configurations_) reach(op, configuration);
    while (!work_.empty() && reached_.added() + seen_.added() <= max_configurations_) {
      const Configuration now = work_.pop();
      for (const std::uint32_t other : changes_) {
        const std::size_t steps = orders_.size();
        if (can_follow(other, now) && !reach(op, after(other, now))) orders_.forget_until(steps);
      }
    }
    gave_up_ = !work_.empty();
    if (gave_up_ || reached_.added() == 0) return false;
    seen_.clear();
    configurations_ = reached_.take();
    std::erase(ops_[op].changes_nothing() ? reads_ : changes_, op);
    drop_old_steps();
    return true;
  }

  /// Puts the configuration to those in which the operation has taken effect, or to those that
  /// are to be gone on with. False if one that is there makes it superfluous.
  bool reach(std::uint32_t op, Configuration configuration) {
    const std::size_t number = numbers_[op];
    const bool has_taken_effect = ops_[op].changes_nothing() ? !configuration.debts.contains(number)
                                                             : configuration.done.contains(number);
    if (has_taken_effect) {
      configuration.done.erase(number);
      return reached_.add(configuration);
    }
    if (!seen_.add(configuration)) return false;
    work_.push(std::move(configuration));
    return true;
  }

  bool can_follow(std::uint32_t change, const Configuration& now) const {
    if (!ops_[change].fits(now.held)) return false;
    const std::size_t number = numbers_[change];
    if (ops_[change].end) return !now.done.contains(number);
    return !now.debts.contains(number) &&
           (!twin_before_[change] || now.debts.contains(numbers_[*twin_before_[change]]));
  }

  Configuration after(std::uint32_t change, const Configuration& now) {
    Configuration then = now;
    then.held = ops_[change].value;
    if (ops_[change].end) {
      then.done.insert(numbers_[change]);
    } else {
      then.debts.insert(numbers_[change]);
      ++then.used;
    }
    then.order = orders_.then(now.order, {change, then.held});
    for (const std::uint32_t read : reads_) {
      if (!ops_[read].fits(then.held) || !then.debts.contains(numbers_[read])) continue;
      then.debts.erase(numbers_[read]);
      then.order = orders_.then(then.order, {read, then.held});
    }
    return then;
  }

  /// A long history has more steps than memory is worth; only the last ones are told.
  void drop_old_steps() {
    if (orders_.size() < enough_steps_) return;
    std::vector<Orders::Place*> orders;
    for (Configuration& configuration : configurations_) orders.push_back(&configuration.order);
    orders_.keep(orders, told_steps);
    enough_steps_ = 100'000 + 2 * orders_.size();
  }

  Linearizability failure(std::uint32_t op) const {
    if (gave_up_) return {Linearizability::Verdict::too_many, {}, {}, {}};
    std::set<std::size_t> held;
    for (const Configuration& configuration : configurations_) held.insert(configuration.held);
    return {Linearizability::Verdict::no,
            op,
            {held.begin(), held.end()},
            orders_.last(configurations_.front().order, told_steps)};
  }

  const std::vector<RegisterOp>& ops_;
  const std::size_t max_configurations_;
  const Events events_;
  const Numbers numbers_;
  std::vector<std::optional<std::uint32_t>> twin_before_;  ///< by operation
  std::vector<std::uint32_t> changes_;                     ///< those that are open
  std::vector<std::uint32_t> reads_;                       ///< those that are open
  std::vector<Configuration> configurations_;
  Orders orders_;
  std::size_t enough_steps_ = 100'000;
  ConfigurationSet seen_;
  ConfigurationSet reached_;
  Queue work_;
  bool gave_up_ = false;
};

}  // namespace

Linearizability linearizability(const std::vector<RegisterOp>& ops, std::size_t initial,
                                std::size_t max_configurations) {
  return Search(ops, initial, max_configurations).run();
}

}  // namespace eddy
