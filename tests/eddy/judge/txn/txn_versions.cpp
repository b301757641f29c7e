#include "tests/eddy/judge/txn/txn_versions.hpp"

#include <algorithm>
#include <map>

#include "tests/eddy/judge/txn/txn_digraph.hpp"

namespace eddy {
namespace {

using Successors = std::vector<std::vector<int>>;

void index_accesses(const TxnHistory& history, VersionOrder& order) {
  order.readers.resize(history.versions.size());
  order.writers.resize(history.versions.size());
  for (std::size_t i = 0; i < history.txns.size(); ++i) {
    const Txn& txn = history.txns[i];
    if (!txn.ok()) continue;
    for (const int version : txn.reads) order.readers[at(version)].push_back(static_cast<int>(i));
    for (const int version : txn.writes) order.writers[at(version)].push_back(static_cast<int>(i));
  }
  for (std::size_t version = 0; version < history.versions.size(); ++version) {
    if (order.writers[version].size() > 1 && !order.readers[version].empty()) {
      order.ambiguous = static_cast<int>(version);
      return;
    }
  }
}

/// Lets all that was surely written come after the initial versions. Others have no
/// writer whom that could concern.
void add_initial(const TxnHistory& history, VersionOrder& order) {
  std::map<int, std::size_t> initial_by_key;
  for (std::size_t i = 0; i < history.versions.size(); ++i) {
    if (history.versions[i].is_initial) initial_by_key[history.versions[i].key] = i;
  }
  for (std::size_t i = 0; i < history.versions.size(); ++i) {
    const auto initial = initial_by_key.find(history.versions[i].key);
    if (initial == initial_by_key.end() || initial->second == i || order.writers[i].empty())
      continue;
    order.next[initial->second].push_back(static_cast<int>(i));
  }
}

/// The external write of a key; they are in the order of the keys.
std::vector<int>::const_iterator find_write(const TxnHistory& history, const Txn& txn, int key) {
  const auto key_of = [&](int version) { return history.versions[at(version)].key; };
  const auto write = std::partition_point(txn.writes.begin(), txn.writes.end(),
                                          [&](int version) { return key_of(version) < key; });
  return write != txn.writes.end() && key_of(*write) == key ? write : txn.writes.end();
}

Successors writes_follow_reads(const TxnHistory& history) {
  Successors next(history.versions.size());
  for (const Txn& txn : history.txns) {
    if (!txn.ok()) continue;
    for (const int read : txn.reads) {
      const TxnVersion& version = history.versions[at(read)];
      const auto write = find_write(history, txn, version.key);
      if (version.is_initial || write == txn.writes.end()) continue;
      if (!history.versions[at(*write)].is_initial) next[at(read)].push_back(*write);
    }
  }
  for (std::vector<int>& versions : next) {
    std::sort(versions.begin(), versions.end());
    versions.erase(std::unique(versions.begin(), versions.end()), versions.end());
  }
  return next;
}

std::vector<std::vector<int>> find_cycles(const Successors& next) {
  Digraph graph;
  for (std::size_t i = 0; i < next.size(); ++i) graph.add_node();
  for (std::size_t from = 0; from < next.size(); ++from) {
    for (const int to : next[from]) graph.add_edge(static_cast<int>(from), to, Relation::ww);
  }
  graph.freeze();
  const std::vector<int> component = strong_components(graph, {Depth::g0, Order::none});
  std::map<int, std::vector<int>> members;
  for (int node = 0; node < graph.node_count(); ++node) {
    members[component[at(State{node, false}.id())]].push_back(node);
  }
  std::vector<std::vector<int>> cycles;
  for (const auto& [number, versions] : members) {
    if (versions.size() > 1) cycles.push_back(versions);
  }
  std::sort(cycles.begin(), cycles.end());
  return cycles;
}

}  // namespace

VersionOrder order_versions(const TxnHistory& history) {
  VersionOrder order;
  index_accesses(history, order);
  Successors follow = writes_follow_reads(history);
  order.cycles = find_cycles(follow);
  order.next = order.cycles.empty() ? std::move(follow) : Successors(history.versions.size());
  add_initial(history, order);
  return order;
}

}  // namespace eddy
