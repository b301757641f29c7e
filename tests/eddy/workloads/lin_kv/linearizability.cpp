#include "tests/eddy/workloads/lin_kv/linearizability.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace eddy {
namespace {

/// Positions in the list of operations, ascending.
using OpSet = std::vector<std::uint32_t>;

void insert(OpSet& set, std::uint32_t op) {
  set.insert(std::upper_bound(set.begin(), set.end(), op), op);
}

void erase(OpSet& set, std::uint32_t op) {
  set.erase(std::lower_bound(set.begin(), set.end(), op));
}

bool contains(const OpSet& set, std::uint32_t op) {
  return std::binary_search(set.begin(), set.end(), op);
}

/// What may be the case at a moment.
struct Configuration {
  std::size_t held = 0;
  OpSet done;     ///< open operations, which will end, that have taken effect
  OpSet endless;  ///< those without an end that have taken effect
};

/// Configurations none of which another one makes superfluous.
class ConfigurationSet {
 public:
  /// False if one that is here can do all that this one can.
  bool add(const Configuration& configuration) {
    std::vector<OpSet>& least = least_[{configuration.held, configuration.done}];
    const OpSet& mine = configuration.endless;
    for (const OpSet& other : least)
      if (std::includes(mine.begin(), mine.end(), other.begin(), other.end())) return false;
    std::erase_if(least, [&](const OpSet& other) {
      return std::includes(other.begin(), other.end(), mine.begin(), mine.end());
    });
    least.push_back(mine);
    ++added_;
    return true;
  }

  std::vector<Configuration> take() const {
    std::vector<Configuration> all;
    for (const auto& [key, least] : least_)
      for (const OpSet& endless : least) all.push_back({key.first, key.second, endless});
    return all;
  }

  std::size_t added() const { return added_; }

 private:
  using Key = std::pair<std::size_t, OpSet>;
  struct Hash {
    std::size_t operator()(const Key& key) const {
      std::size_t hash = key.first;
      for (const std::uint32_t op : key.second) hash = (hash ^ op) * 0x9E3779B97F4A7C15ULL;
      return hash;
    }
  };

  std::unordered_map<Key, std::vector<OpSet>, Hash> least_;
  std::size_t added_ = 0;
};

/// Gives those first that have used the fewest operations without an end, so that what they
/// make superfluous is never looked at.
class Queue {
 public:
  void push(Configuration configuration) {
    const std::size_t used = configuration.endless.size();
    if (used >= by_used_.size()) by_used_.resize(used + 1);
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
  std::size_t least_ = 0;  ///< what is pushed never has used fewer than what was given last
  std::size_t size_ = 0;
};

class Search {
 public:
  Search(const std::vector<RegisterOp>& ops, std::size_t initial, std::size_t max_configurations)
      : ops_(ops), max_configurations_(max_configurations) {
    configurations_.push_back({initial, {}, {}});
    for (std::uint32_t i = 0; i < ops.size(); ++i) {
      events_.emplace_back(ops[i].call, i);
      if (ops[i].end) events_.emplace_back(*ops[i].end, i);
    }
    std::sort(events_.begin(), events_.end());
    find_twins();
  }

  Linearizability run() {
    for (const auto& [position, op] : events_) {
      if (position == ops_[op].call)
        open_.push_back(op);
      else if (!end(op))
        return failure(op);
    }
    return {};
  }

 private:
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

  /// Lets the operation have taken effect in each configuration. False if none is left.
  bool end(std::uint32_t op) {
    ConfigurationSet next;
    ConfigurationSet seen;
    Queue work;
    for (const Configuration& configuration : configurations_)
      if (seen.add(configuration)) work.push(configuration);
    while (!work.empty() && seen.added() <= max_configurations_) {
      Configuration now = work.pop();
      if (contains(now.done, op)) {
        erase(now.done, op);
        next.add(now);
        continue;
      }
      for (const std::uint32_t other : open_)
        if (auto then = with(now, other); then && seen.add(*then)) work.push(std::move(*then));
    }
    gave_up_ = !work.empty();
    if (gave_up_) return false;
    std::vector<Configuration> left = next.take();
    if (left.empty()) return false;
    configurations_ = std::move(left);
    std::erase(open_, op);
    return true;
  }

  /// What is the case once the open operation has taken effect, too; none if it cannot.
  std::optional<Configuration> with(const Configuration& now, std::uint32_t op) const {
    if (contains(now.done, op) || contains(now.endless, op)) return std::nullopt;
    if (!ops_[op].fits(now.held)) return std::nullopt;
    if (twin_before_[op] && !contains(now.endless, *twin_before_[op])) return std::nullopt;
    Configuration then = now;
    then.held = ops_[op].after(now.held);
    insert(ops_[op].end ? then.done : then.endless, op);
    return then;
  }

  Linearizability failure(std::uint32_t op) const {
    if (gave_up_) return {Linearizability::Verdict::too_many, {}, {}};
    std::set<std::size_t> held;
    for (const Configuration& configuration : configurations_) held.insert(configuration.held);
    return {Linearizability::Verdict::no, op, {held.begin(), held.end()}};
  }

  const std::vector<RegisterOp>& ops_;
  const std::size_t max_configurations_;
  std::vector<std::pair<std::size_t, std::uint32_t>> events_;  ///< position and operation
  std::vector<std::optional<std::uint32_t>> twin_before_;      ///< by operation
  std::vector<std::uint32_t> open_;
  std::vector<Configuration> configurations_;
  bool gave_up_ = false;
};

}  // namespace

Linearizability linearizability(const std::vector<RegisterOp>& ops, std::size_t initial,
                                std::size_t max_configurations) {
  return Search(ops, initial, max_configurations).run();
}

}  // namespace eddy
