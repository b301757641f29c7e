#include "tests/eddy/judge/txn/txn_causality.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "tests/eddy/judge/findings.hpp"
#include "tests/eddy/judge/txn/txn_digraph.hpp"
#include "tests/eddy/judge/txn/txn_sessions.hpp"

namespace eddy {
namespace {

/// `reader` read `version`, so `earlier`, another writer of the key that comes
/// before the reader, must come before the version's writer.
struct Demand {
  int reader;
  int version;
  int earlier;
};

/// Walks through the transactions in causal order and notes what they demand. Left out
/// is what holds anyway, as `earlier` comes before the writer in causal order.
class DemandFinder {
 public:
  DemandFinder(const TxnHistory& history, const Sessions& sessions, CausalOrder& order)
      : history_(history), sessions_(sessions), order_(order) {}

  /// By reader, in the order of the transactions.
  std::vector<Demand> find() {
    order_.walk([this](int txn) {
      if (!history_.txns[at(txn)].ok()) return;
      for (const int version : history_.txns[at(txn)].reads) visit(txn, version);
    });
    std::stable_sort(demands_.begin(), demands_.end(),
                     [](const Demand& a, const Demand& b) { return a.reader < b.reader; });
    return std::move(demands_);
  }

 private:
  void visit(int reader, int version) {
    const TxnVersion& read = history_.versions[at(version)];
    const bool is_known = read.is_initial || sessions_.writer[at(version)] != no_txn;
    if (!is_known) return;  // a garbage read, or an intermediate one
    const std::size_t own = sessions_.session_of[at(reader)];
    const auto writers = sessions_.all[own].writers.find(read.key);
    if (writers != sessions_.all[own].writers.end()) {
      visit(reader, version, own, writers->second);
    }
    for (const auto& [session, txns] : sessions_.observed_writers[at(read.key)]) {
      if (session != own) visit(reader, version, session, *txns);
    }
  }

  /// `writers` are those of the key in the session.
  void visit(int reader, int version, std::size_t session, const std::vector<int>& writers) {
    const std::size_t before = order_.count_before(reader, session);
    const auto later = std::partition_point(writers.begin(), writers.end(), [&](int txn) {
      return sessions_.position_of[at(txn)] < before;
    });
    if (later == writers.begin()) return;
    const int earlier = *(later - 1);
    const int writer = sessions_.writer[at(version)];
    if (earlier == writer) return;
    if (writer != no_txn &&
        order_.count_before(writer, session) > sessions_.position_of[at(earlier)]) {
      return;
    }
    demands_.push_back({reader, version, earlier});
  }

  const TxnHistory& history_;
  const Sessions& sessions_;
  CausalOrder& order_;
  std::vector<Demand> demands_;
};

Example explain(const TxnHistory& history, const Demand& demand) {
  const auto who = [&](int txn) { return who_and_when(*history.txns[at(txn)].begin); };
  const Json& key = history.key_of(demand.version);
  const int key_number = history.versions[at(demand.version)].key;
  const Txn& earlier = history.txns[at(demand.earlier)];
  const int written = *std::find_if(earlier.writes.begin(), earlier.writes.end(), [&](int version) {
    return history.versions[at(version)].key == key_number;
  });
  const Json& value = history.value_of(demand.version);
  Json data = {{"op", to_json(history.txns[at(demand.reader)].op())},
               {"key", key},
               {"value", value},
               {"earlier", to_json(earlier.op())}};
  const std::string why =
      value.is_null() ? "which makes it older than every write"
                      : "and whatever the order of these two writes, it contradicts what was read";
  return {std::move(data),
          "The transaction of " + who(demand.reader) + ", read " + quote(value) + " from key " +
              quote(key) + ", though that of " + who(demand.earlier) + ", which wrote " +
              quote(history.value_of(written)) + " there, comes before it in causal order, " + why +
              ".",
          {{"key", key}, {"value", value}, {"earlier", history.value_of(written)}}};
}

/// Each transaction after its direct causes; not frozen yet.
Digraph causes_graph(const TxnHistory& history, const CausalOrder& order) {
  Digraph graph;
  for (int txn = 0; txn < static_cast<int>(history.txns.size()); ++txn) {
    graph.add_node();
    for (const int cause : order.direct_causes(txn)) graph.add_edge(cause, txn, Relation::ww);
  }
  return graph;
}

/// By transaction: equal for those that come before one another.
std::vector<int> circles(Digraph& graph, const TxnHistory& history) {
  graph.freeze();
  const std::vector<int> component = strong_components(graph, {Depth::g0, Order::none});
  std::vector<int> circle;
  for (int txn = 0; txn < static_cast<int>(history.txns.size()); ++txn) {
    circle.push_back(component[at(State{txn, false}.id())]);
  }
  return circle;
}

Example explain_circle(const TxnHistory& history, int reader, int version, int writer) {
  const Txn& from = history.txns[at(writer)];
  const Txn& to = history.txns[at(reader)];
  Json data = {{"op", to_json(to.op())},
               {"key", history.key_of(version)},
               {"value", history.value_of(version)},
               {"writer", to_json(from.op())}};
  return {std::move(data),
          "The transaction of " + who_and_when(*to.begin) + ", read " +
              quote(history.value_of(version)) + " from key " + quote(history.key_of(version)) +
              ", though that of " + who_and_when(*from.begin) +
              ", which wrote it, comes after it in causal order.",
          {{"key", history.key_of(version)}, {"value", history.value_of(version)}}};
}

/// Reads of what was written only later. Where the writer is ok, too, such a circle is
/// found and named as a cycle.
void find_reads_of_effects(const TxnHistory& history, const Sessions& sessions,
                           const CausalOrder& order, const AnomalySink& sink) {
  Digraph causes = causes_graph(history, order);
  const std::vector<int> circle_of = circles(causes, history);
  std::set<int> reported;
  for (int reader = 0; reader < static_cast<int>(history.txns.size()); ++reader) {
    if (!history.txns[at(reader)].ok()) continue;
    for (const int version : history.txns[at(reader)].reads) {
      const int writer = sessions.writer[at(version)];
      if (writer == no_txn || writer == reader || history.txns[at(writer)].ok()) continue;
      if (circle_of[at(writer)] != circle_of[at(reader)]) continue;
      if (!reported.insert(circle_of[at(writer)]).second) continue;
      sink("causality", explain_circle(history, reader, version, writer));
    }
  }
}

void find_broken_demands(const TxnHistory& history, const Sessions& sessions,
                         const CausalOrder& order, const std::vector<Demand>& demands,
                         const AnomalySink& sink) {
  Digraph arbitration = causes_graph(history, order);
  for (const Demand& demand : demands) {
    const int writer = sessions.writer[at(demand.version)];
    if (writer != no_txn) arbitration.add_edge(demand.earlier, writer, Relation::ww);
  }
  const std::vector<int> circle_of = circles(arbitration, history);
  std::set<int> reported;
  for (const Demand& demand : demands) {
    const int writer = sessions.writer[at(demand.version)];
    if (writer != no_txn && (circle_of[at(writer)] != circle_of[at(demand.earlier)] ||
                             !reported.insert(circle_of[at(writer)]).second)) {
      continue;
    }
    sink("causality", explain(history, demand));
  }
}

}  // namespace

void find_causality_violations(const TxnHistory& history, const AnomalySink& sink) {
  const Sessions sessions = read_sessions(history);
  CausalOrder order(sessions, writers_read(history, sessions));
  const std::vector<Demand> demands = DemandFinder(history, sessions, order).find();
  find_reads_of_effects(history, sessions, order, sink);
  find_broken_demands(history, sessions, order, demands, sink);
}

}  // namespace eddy
