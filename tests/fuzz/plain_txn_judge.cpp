#include "tests/fuzz/plain_txn_judge.hpp"

#include <algorithm>
#include <map>

#include "tests/fuzz/plain_causality.hpp"
#include "tests/fuzz/plain_model.hpp"

namespace eddy::plain {

TxnJudge::TxnJudge(const History& history) : history_(read_txns(history)), graph_(history_) {
  if (graph_.has_cyclic_versions()) anomalies_.insert("cyclic-versions");
  find_anomalies();
}

bool TxnJudge::breaks(const std::string& name) const {
  const Model model = model_named(name);
  const auto occurs = [this](const char* anomaly) { return anomalies_.count(anomaly) > 0; };
  return graph_.has_cyclic_versions() || graph_.edges().has_cycle(model.depth, model.order) ||
         (model.depth >= g1c &&
          (graph_.edges().has_self_read(model.order) || occurs("G1a") || occurs("G1b"))) ||
         (model.internal && occurs("internal")) || (model.lost_update && occurs("lost-update")) ||
         (name == "causal" && breaks_causality(history_));
}

bool TxnJudge::is_empty(const std::string& name) const {
  return graph_.edges().is_empty(model_named(name).order);
}

bool TxnJudge::is_unknown() const {
  for (const std::int64_t key : history_.keys) {
    for (const Txn& reader : history_.txns) {
      const std::optional<Value> seen = reader.read(key);
      if (!reader.ok() || !seen) continue;
      const auto wrote_it = [&](const Txn& txn) { return txn.ok() && txn.write(key) == seen; };
      if (std::count_if(history_.txns.begin(), history_.txns.end(), wrote_it) > 1) return true;
    }
  }
  return false;
}

void TxnJudge::find_anomalies() {
  for (const Txn& txn : history_.txns) {
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
      for (const Txn& other : history_.txns) {
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
bool TxnJudge::is_overwritten_by_other(const Txn& reader, const MicroOp& read) const {
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
  for (const Txn& txn : history_.txns) {
    note(txn.begin, txn.invoked);
    if (txn.end) note(*txn.end, txn.micro_ops);
  }
  return last && last != reader.end;
}

void TxnJudge::find_lost_updates() {
  std::map<std::pair<std::int64_t, Value>, int> updates;
  for (const Txn& txn : history_.txns) {
    if (!txn.ok()) continue;
    for (const std::int64_t key : history_.keys) {
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

}  // namespace eddy::plain
