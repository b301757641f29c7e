#include "tests/fuzz/plain_graph.hpp"

#include <algorithm>

namespace eddy::plain {

Graph::Graph(const Txns& history) : txns_(history.txns), keys_(history.keys) {
  find_cyclic_versions();
  find_edges();
}

bool Graph::has_plain_edge(Depth depth, Order order, std::size_t from, std::size_t to) const {
  return has_edge(ww, from, to) || (depth >= g1c && has_edge(wr, from, to)) ||
         (depth == g2 && has_edge(rw, from, to)) ||
         (order == by_process && has_edge(process, from, to)) ||
         (order == by_realtime && has_edge(realtime, from, to));
}

bool Graph::has_cycle(Depth depth, Order order) const {
  for (std::size_t start = 0; start < txns_.size(); ++start) {
    for (const bool starts_with_rw : {false, true}) {
      if (closes(depth, order, {start, starts_with_rw, {}}, start, false)) return true;
    }
  }
  return false;
}

/// Does some way from `at` lead back to the start over transactions that are not on the
/// path, with no two rw edges in a row, those at the start included?
bool Graph::closes(Depth depth, Order order, const Path& path, std::size_t at,
                   bool after_rw) const {
  const bool is_first = path.txns.empty();
  for (std::size_t to = 0; to < txns_.size(); ++to) {
    if (to == at || path.txns.count(to) > 0) continue;
    for (const bool by_rw : {false, true}) {
      if (by_rw && (depth != nonadjacent || after_rw || !has_edge(rw, at, to))) continue;
      if (!by_rw && !has_plain_edge(depth, order, at, to)) continue;
      if (is_first && by_rw != path.starts_with_rw) continue;
      if (to == path.start) {
        if (!(by_rw && path.starts_with_rw)) return true;
        continue;
      }
      Path longer = path;
      longer.txns.insert(to);
      if (closes(depth, order, longer, to, by_rw)) return true;
    }
  }
  return false;
}

/// A transaction that reads what it writes itself, on a cycle of whatever edges.
bool Graph::has_self_read(Order order) const {
  for (std::size_t i = 0; i < txns_.size(); ++i) {
    if (!has_edge(wr, i, i)) continue;
    if (closes(g2, order, {i, false, {}}, i, false)) return true;
  }
  return false;
}

bool Graph::is_empty(Order order) const {
  for (std::size_t i = 0; i < txns_.size(); ++i) {
    for (std::size_t j = 0; j < txns_.size(); ++j) {
      if (has_plain_edge(g2, order, i, j)) return false;
    }
  }
  return true;
}

void Graph::find_edges() {
  for (auto& matrix : edges_) {
    matrix.assign(txns_.size(), std::vector<bool>(txns_.size(), false));
  }
  for (std::size_t i = 0; i < txns_.size(); ++i) {
    for (std::size_t j = 0; j < txns_.size(); ++j) {
      const Txn& a = txns_[i];
      const Txn& b = txns_[j];
      if (!a.ok()) continue;
      // Real time reaches any completion, the rest only what certainly happened.
      edges_[realtime][i][j] = a.precedes(b) && b.end;
      if (!b.ok()) continue;
      edges_[process][i][j] = a.precedes(b) && a.process == b.process;
      for (const std::int64_t key : keys_) {
        const auto read = a.read(key);
        const auto wrote = a.write(key);
        const auto later = b.write(key);
        if (wrote && b.read(key) == wrote) edges_[wr][i][j] = true;
        if (wrote && later && follows(key, *wrote, *later)) edges_[ww][i][j] = true;
        if (read && later && follows(key, *read, *later)) edges_[rw][i][j] = true;
      }
    }
  }
}

bool Graph::has_edge(Edge edge, std::size_t from, std::size_t to) const {
  return edges_[edge][from][to];
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
