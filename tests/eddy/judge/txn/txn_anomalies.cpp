#include "tests/eddy/judge/txn/txn_anomalies.hpp"

#include <map>
#include <set>
#include <unordered_map>
#include <vector>

namespace eddy {
namespace {

using WriterByVersion = std::unordered_map<int, const Txn*>;

/// The first read that differs from the last read or write of its key before it.
/// A null seen before does not bind: a blind spot of Elle's.
void find_internal(const TxnHistory& history, const Txn& txn, const AnomalySink& sink) {
  std::map<int, MicroOp> last_by_key;
  for (const MicroOp& micro_op : txn.micro_ops) {
    const int key = history.versions[at(micro_op.version)].key;
    const auto last = last_by_key.find(key);
    if (!micro_op.is_write && last != last_by_key.end()) {
      const int expected = last->second.version;
      if (expected != micro_op.version && !history.versions[at(expected)].is_initial) {
        sink("internal", explain_internal(history, txn, micro_op, last->second));
        return;
      }
    }
    last_by_key.insert_or_assign(key, micro_op);
  }
}

WriterByVersion failed_writes(const TxnHistory& history) {
  WriterByVersion writers;
  for (const Txn& txn : history.txns) {
    if (!txn.failed()) continue;
    for (const MicroOp& micro_op : txn.micro_ops) {
      if (micro_op.is_write) writers[micro_op.version] = &txn;
    }
  }
  return writers;
}

void find_dirty_reads(const TxnHistory& history, const Txn& txn, const WriterByVersion& failed,
                      const AnomalySink& sink) {
  for (const MicroOp& micro_op : txn.micro_ops) {
    if (micro_op.is_write) continue;
    if (const auto writer = failed.find(micro_op.version); writer != failed.end()) {
      sink("G1a", explain_g1a(history, txn, micro_op, *writer->second));
    }
    const Overwriter& other = history.overwriters[at(micro_op.version)];
    if (other.op != nullptr && other.op != txn.end) {
      sink("G1b", explain_g1b(history, txn, micro_op, {other.begin, other.op, {}, {}, {}}));
    }
  }
}

/// The versions that the transaction read (first read of the key, even after a
/// write) and then overwrote.
std::vector<int> updated_versions(const TxnHistory& history, const Txn& txn) {
  std::map<int, int> first_read_by_key;
  std::set<int> updated;
  std::vector<int> versions;
  for (const MicroOp& micro_op : txn.micro_ops) {
    const int key = history.versions[at(micro_op.version)].key;
    if (!micro_op.is_write) {
      first_read_by_key.try_emplace(key, micro_op.version);
    } else if (first_read_by_key.count(key) > 0 && updated.insert(key).second) {
      versions.push_back(first_read_by_key[key]);
    }
  }
  return versions;
}

void find_lost_updates(const TxnHistory& history, const AnomalySink& sink) {
  std::vector<std::vector<const Txn*>> updaters(history.versions.size());
  for (const Txn& txn : history.txns) {
    if (!txn.ok()) continue;
    for (const int version : updated_versions(history, txn)) updaters[at(version)].push_back(&txn);
  }
  for (std::size_t version = 0; version < updaters.size(); ++version) {
    if (updaters[version].size() < 2) continue;
    sink("lost-update", explain_lost_update(history, static_cast<int>(version), updaters[version]));
  }
}

}  // namespace

void find_anomalies(const TxnHistory& history, const VersionOrder& order, const AnomalySink& sink) {
  const WriterByVersion failed = failed_writes(history);
  for (const Txn& txn : history.txns) {
    if (!txn.ok()) continue;
    find_internal(history, txn, sink);
    find_dirty_reads(history, txn, failed, sink);
  }
  find_lost_updates(history, sink);
  for (const std::vector<int>& versions : order.cycles) {
    sink("cyclic-versions", explain_cyclic_versions(history, versions));
  }
}

}  // namespace eddy
