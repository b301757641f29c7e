#include "tests/fuzz/plain_txn_judge.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace eddy {

PlainTxnJudge::PlainTxnJudge(const History& history) {
  std::map<std::int64_t, std::size_t> open;
  for (std::size_t i = 0; i < history.size(); ++i) {
    const Op& op = history[i];
    if (op.type == OpType::invoke) {
      open[op.process] = txns_.size();
      const MicroOps micro_ops = read_micro_ops(op.value);
      txns_.push_back({op.process, i, std::nullopt, OpType::invoke, micro_ops, micro_ops});
    } else {
      Txn& txn = txns_[open.at(op.process)];
      txn.end = i;
      txn.outcome = op.type;
      txn.micro_ops = read_micro_ops(op.value);
    }
  }
  for (const Txn& txn : txns_) {
    for (const MicroOp& micro_op : txn.invoked) keys_.insert(micro_op.key);
  }
  find_cyclic_versions();
  find_edges();
  find_anomalies();
}

PlainTxnJudge::MicroOps PlainTxnJudge::read_micro_ops(const Json& value) {
  MicroOps micro_ops;
  for (const Json& json : value) {
    const Value of = json[2].is_null() ? Value() : Value(json[2].get<std::int64_t>());
    micro_ops.push_back({json[0] == "w", json[1].get<std::int64_t>(), of});
  }
  return micro_ops;
}

std::optional<PlainTxnJudge::Value> PlainTxnJudge::Txn::read(std::int64_t key) const {
  for (const MicroOp& micro_op : micro_ops) {
    if (micro_op.key != key) continue;
    if (micro_op.is_write) return std::nullopt;
    return micro_op.value;
  }
  return std::nullopt;
}

std::optional<PlainTxnJudge::Value> PlainTxnJudge::Txn::write(std::int64_t key) const {
  std::optional<Value> last;
  for (const MicroOp& micro_op : micro_ops) {
    if (micro_op.key == key && micro_op.is_write) last = micro_op.value;
  }
  return last;
}

bool PlainTxnJudge::is_unknown() const {
  for (const std::int64_t key : keys_) {
    for (const Txn& reader : txns_) {
      const std::optional<Value> seen = reader.read(key);
      if (!reader.ok() || !seen) continue;
      const auto wrote_it = [&](const Txn& txn) { return txn.ok() && txn.write(key) == seen; };
      if (std::count_if(txns_.begin(), txns_.end(), wrote_it) > 1) return true;
    }
  }
  return false;
}

// The order of versions: null before all, and what was read before what its reader wrote.

bool PlainTxnJudge::is_version(std::int64_t key, Value value) const {
  return std::any_of(txns_.begin(), txns_.end(), [&](const Txn& txn) {
    const bool wrote = txn.outcome != OpType::fail && txn.write(key) == std::optional(value);
    return wrote || (txn.ok() && txn.read(key) == std::optional(value));
  });
}

bool PlainTxnJudge::read_and_wrote(std::int64_t key, Value read, Value written) const {
  return std::any_of(txns_.begin(), txns_.end(), [&](const Txn& txn) {
    return txn.ok() && txn.read(key) == std::optional(read) &&
           txn.write(key) == std::optional(written);
  });
}

bool PlainTxnJudge::follows(std::int64_t key, Value earlier, Value later) const {
  if (!later) return false;
  if (!earlier) return is_version(key, later);
  return !has_cyclic_versions_ && read_and_wrote(key, earlier, later);
}

void PlainTxnJudge::find_cyclic_versions() {
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
  if (has_cyclic_versions_) anomalies_.insert("cyclic-versions");
}

// Edges and anomalies.

void PlainTxnJudge::find_edges() {
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

bool PlainTxnJudge::has_edge(Edge edge, std::size_t from, std::size_t to) const {
  return edges_[edge][from][to];
}

void PlainTxnJudge::find_anomalies() {
  for (const Txn& txn : txns_) {
    if (!txn.ok()) continue;
    for (std::size_t i = 0; i < txn.micro_ops.size(); ++i) {
      const MicroOp& read = txn.micro_ops[i];
      if (read.is_write) continue;
      for (std::size_t j = i; j-- > 0;) {
        const MicroOp& before = txn.micro_ops[j];
        if (before.key != read.key) continue;
        if (before.value && before.value != read.value) anomalies_.insert("internal");
        break;
      }
      for (const Txn& other : txns_) {
        if (other.outcome != OpType::fail) continue;
        for (const MicroOp& write : other.micro_ops) {
          const bool is_read = write.is_write && write.key == read.key && write.value == read.value;
          if (is_read) anomalies_.insert("G1a");
        }
      }
      if (is_overwritten_by_other(txn, read)) anomalies_.insert("G1b");
    }
  }
  find_lost_updates();
}

/// Among all that write the value and then the key again, invocations and completions,
/// the last is remembered; is that another one than the reader's completion?
bool PlainTxnJudge::is_overwritten_by_other(const Txn& reader, const MicroOp& read) const {
  if (!read.value) return false;
  std::optional<std::size_t> last;
  const auto note = [&](std::size_t place, const MicroOps& micro_ops) {
    for (std::size_t i = 0; i < micro_ops.size(); ++i) {
      const MicroOp& write = micro_ops[i];
      if (!write.is_write || write.key != read.key || write.value != read.value) continue;
      for (std::size_t j = i + 1; j < micro_ops.size(); ++j) {
        const bool again = micro_ops[j].is_write && micro_ops[j].key == read.key;
        if (again && (!last || *last < place)) last = place;
      }
    }
  };
  for (const Txn& txn : txns_) {
    note(txn.begin, txn.invoked);
    if (txn.end) note(*txn.end, txn.micro_ops);
  }
  return last && last != reader.end;
}

void PlainTxnJudge::find_lost_updates() {
  std::map<std::pair<std::int64_t, Value>, int> updates;
  for (const Txn& txn : txns_) {
    if (!txn.ok()) continue;
    for (const std::int64_t key : keys_) {
      std::optional<Value> first_read;
      bool is_updated = false;
      for (const MicroOp& micro_op : txn.micro_ops) {
        if (micro_op.key != key) continue;
        if (micro_op.is_write && first_read) is_updated = true;
        if (!micro_op.is_write && !first_read) first_read = micro_op.value;
      }
      if (is_updated && ++updates[{key, *first_read}] == 2) anomalies_.insert("lost-update");
    }
  }
}

// Cycles.

bool PlainTxnJudge::has_plain_edge(Depth depth, Order order, std::size_t from,
                                   std::size_t to) const {
  return has_edge(ww, from, to) || (depth >= g1c && has_edge(wr, from, to)) ||
         (depth == g2 && has_edge(rw, from, to)) ||
         (order == by_process && has_edge(process, from, to)) ||
         (order == by_realtime && has_edge(realtime, from, to));
}

bool PlainTxnJudge::has_cycle(Depth depth, Order order) const {
  for (std::size_t start = 0; start < txns_.size(); ++start) {
    for (const bool starts_with_rw : {false, true}) {
      if (closes(depth, order, {start, starts_with_rw, {}}, start, false)) return true;
    }
  }
  return false;
}

/// Does some way from `at` lead back to the start over transactions that are not on the
/// path, with no two rw edges in a row, those at the start included?
bool PlainTxnJudge::closes(Depth depth, Order order, const Path& path, std::size_t at,
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
bool PlainTxnJudge::has_self_read(Order order) const {
  for (std::size_t i = 0; i < txns_.size(); ++i) {
    if (!has_edge(wr, i, i)) continue;
    if (closes(g2, order, {i, false, {}}, i, false)) return true;
  }
  return false;
}

// Models.

PlainTxnJudge::Model PlainTxnJudge::model_named(const std::string& name) {
  static const std::map<std::string, Model> models = {
      {"read-uncommitted", {g0, unordered, false, false}},
      {"read-committed", {g1c, unordered, false, false}},
      {"monotonic-atomic-view", {g1c, unordered, false, false}},
      {"read-atomic", {g1c, unordered, true, false}},
      {"causal-cerone", {g1c, unordered, true, false}},
      {"cursor-stability", {g1c, unordered, false, true}},
      {"repeatable-read", {g2, unordered, false, true}},
      {"snapshot-isolation", {nonadjacent, unordered, true, true}},
      {"serializable", {g2, unordered, true, true}},
      {"strong-session-read-uncommitted", {g0, by_process, false, false}},
      {"strong-session-read-committed", {g1c, by_process, false, false}},
      {"causal", {g1c, by_process, true, false}},
      {"strong-session-snapshot-isolation", {nonadjacent, by_process, true, true}},
      {"strong-session-serializable", {g2, by_process, true, true}},
      {"strong-read-uncommitted", {g0, by_realtime, false, false}},
      {"strong-read-committed", {g1c, by_realtime, false, false}},
      {"strong-snapshot-isolation", {nonadjacent, by_realtime, true, true}},
      {"strict-serializable", {g2, by_realtime, true, true}}};
  return models.at(name);
}

bool PlainTxnJudge::breaks(const std::string& name) const {
  const Model model = model_named(name);
  const auto occurs = [this](const char* anomaly) { return anomalies_.count(anomaly) > 0; };
  return has_cyclic_versions_ || has_cycle(model.depth, model.order) ||
         (model.depth >= g1c && (has_self_read(model.order) || occurs("G1a") || occurs("G1b"))) ||
         (model.internal && occurs("internal")) || (model.lost_update && occurs("lost-update")) ||
         (name == "causal" && breaks_causality());
}

bool PlainTxnJudge::is_empty(const std::string& name) const {
  const Order order = model_named(name).order;
  for (std::size_t i = 0; i < txns_.size(); ++i) {
    for (std::size_t j = 0; j < txns_.size(); ++j) {
      if (has_plain_edge(g2, order, i, j)) return false;
    }
  }
  return true;
}

// Causality.

/// By a chain of: earlier in the process, or wrote what the other read.
std::vector<std::vector<bool>> PlainTxnJudge::causes() const {
  const std::size_t n = txns_.size();
  std::vector<std::vector<bool>> result(n, std::vector<bool>(n, false));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      const Txn& a = txns_[i];
      const Txn& b = txns_[j];
      if (i == j || a.outcome == OpType::fail || b.outcome == OpType::fail) continue;
      result[i][j] = a.process == b.process && a.begin < b.begin;
      for (const std::int64_t key : keys_) {
        if (b.ok() && a.write(key) && a.write(key) == b.read(key)) result[i][j] = true;
      }
    }
  }
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        if (result[i][k] && result[k][j]) result[i][j] = true;
      }
    }
  }
  return result;
}

bool PlainTxnJudge::breaks_causality() const {
  const std::vector<std::vector<bool>> before = causes();
  std::vector<std::size_t> order(txns_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  do {
    if (explains_reads(order, before)) return false;
  } while (std::next_permutation(order.begin(), order.end()));
  return true;
}

/// Does the order respect all causes, and does every read see the last of those writes
/// of its key that are among its causes or beyond?
bool PlainTxnJudge::explains_reads(const std::vector<std::size_t>& order,
                                   const std::vector<std::vector<bool>>& causes) const {
  std::vector<std::size_t> place(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t j = 0; j < order.size(); ++j) {
      if (causes[i][j] && place[i] >= place[j]) return false;
    }
  }
  for (std::size_t reader = 0; reader < txns_.size(); ++reader) {
    if (!txns_[reader].ok()) continue;
    for (const std::int64_t key : keys_) {
      const std::optional<Value> seen = txns_[reader].read(key);
      if (!seen) continue;
      std::optional<std::size_t> writer;
      for (std::size_t i = 0; i < txns_.size(); ++i) {
        if (txns_[i].outcome != OpType::fail && txns_[i].write(key) == seen) writer = i;
      }
      if (*seen && !writer) continue;  // garbage, or overwritten: not asked here
      for (std::size_t i = 0; i < txns_.size(); ++i) {
        if (!txns_[i].write(key) || !causes[i][reader] || writer == i) continue;
        if (!writer || place[i] > place[*writer]) return false;
      }
    }
  }
  return true;
}

}  // namespace eddy
