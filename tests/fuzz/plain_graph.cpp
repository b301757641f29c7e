#include "tests/fuzz/plain_graph.hpp"

#include <algorithm>

namespace eddy::plain {

Graph::Graph(const Txns& history)
    : txns_(history.txns), keys_(history.keys), edges_(history.txns.size()) {
  find_cyclic_versions();
  find_edges();
}

void Graph::find_edges() {
  for (std::size_t i = 0; i < txns_.size(); ++i) {
    for (std::size_t j = 0; j < txns_.size(); ++j) {
      const Txn& a = txns_[i];
      const Txn& b = txns_[j];
      if (!a.ok()) continue;
      // Real time reaches any completion, the rest only what certainly happened.
      if (a.precedes(b) && b.end) edges_.add(realtime, i, j);
      if (!b.ok()) continue;
      if (a.precedes(b) && a.process == b.process) edges_.add(process, i, j);
      for (const std::int64_t key : keys_) {
        const auto read = a.read(key);
        const auto wrote = a.write(key);
        const auto later = b.write(key);
        if (wrote && b.read(key) == wrote) edges_.add(wr, i, j);
        if (wrote && later && follows(key, *wrote, *later)) edges_.add(ww, i, j);
        if (read && later && follows(key, *read, *later)) edges_.add(rw, i, j);
      }
    }
  }
}

bool Graph::is_version(std::int64_t key, Value value) const {
  return std::any_of(txns_.begin(), txns_.end(), [&](const Txn& txn) {
    const bool wrote = txn.outcome != OpType::fail && txn.write(key) == std::optional(value);
    return wrote || (txn.ok() && txn.read(key) == std::optional(value));
  });
}

bool Graph::read_and_wrote(std::int64_t key, Value read, Value written) const {
  return std::any_of(txns_.begin(), txns_.end(), [&](const Txn& txn) {
    return txn.ok() && txn.read(key) == std::optional(read) &&
           txn.write(key) == std::optional(written);
  });
}

bool Graph::follows(std::int64_t key, Value earlier, Value later) const {
  if (!later) return false;
  if (!earlier) return is_version(key, later);
  return !has_cyclic_versions_ && read_and_wrote(key, earlier, later);
}

void Graph::find_cyclic_versions() {
  for (const std::int64_t key : keys_) {
    std::set<std::int64_t> values;
    for (const Txn& txn : txns_) {
      for (const MicroOp& micro_op : txn.micro_ops) {
        if (micro_op.key == key && micro_op.value) values.insert(*micro_op.value);
      }
    }
    // Which values come after which, by way of others: added until nothing is new.
    std::set<std::pair<std::int64_t, std::int64_t>> after;
    for (const std::int64_t a : values) {
      for (const std::int64_t b : values) {
        if (a != b && read_and_wrote(key, a, b)) after.insert({a, b});
      }
    }
    for (std::size_t before = 0; before != after.size();) {
      before = after.size();
      for (const auto& [a, b] : std::set(after)) {
        for (const std::int64_t c : values) {
          if (after.count({b, c}) > 0) after.insert({a, c});
        }
      }
    }
    for (const std::int64_t a : values) {
      has_cyclic_versions_ = has_cyclic_versions_ || after.count({a, a}) > 0;
    }
  }
}

}  // namespace eddy::plain
