#include "tests/eddy/judge/txn/txn_causality.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "tests/eddy/judge/findings.hpp"
#include "tests/eddy/judge/txn/txn_digraph.hpp"

namespace eddy {
namespace {

constexpr int none = -1;

/// Transactions that may have happened, by process, and who wrote which version.
struct Sessions {
  std::vector<std::vector<int>> txns;    ///< by session, in order
  std::vector<std::size_t> session_of;   ///< by transaction
  std::vector<std::size_t> position_of;  ///< by transaction: its place in the session
  std::vector<int> writer;               ///< by version: who wrote it externally, or none
  /// By session and key: its transactions that write the key, in order.
  std::vector<std::map<int, std::vector<int>>> writers_of_key;
};

Sessions read_sessions(const TxnHistory& history) {
  Sessions sessions;
  sessions.session_of.resize(history.txns.size());
  sessions.position_of.resize(history.txns.size());
  sessions.writer.resize(history.versions.size(), none);
  std::map<std::int64_t, std::size_t> by_process;
  for (int id = 0; id < static_cast<int>(history.txns.size()); ++id) {
    const Txn& txn = history.txns[at(id)];
    if (!txn.may_have_happened()) continue;
    const std::size_t session =
        by_process.try_emplace(txn.begin->process, by_process.size()).first->second;
    sessions.txns.resize(by_process.size());
    sessions.writers_of_key.resize(by_process.size());
    sessions.session_of[at(id)] = session;
    sessions.position_of[at(id)] = sessions.txns[session].size();
    sessions.txns[session].push_back(id);
    for (const int version : txn.writes) {
      sessions.writer[at(version)] = id;
      sessions.writers_of_key[session][history.versions[at(version)].key].push_back(id);
    }
  }
  return sessions;
}

/// For each transaction, how many of each session's come before it in causal
/// order: its vector clock. Empty for those that come before themselves, and for
/// what follows from them: such a circle is an anomaly of its own (G1c-process).
class CausalOrder {
 public:
  CausalOrder(const TxnHistory& history, const Sessions& sessions)
      : history_(history), sessions_(sessions), clocks_(history.txns.size()) {
    std::vector<int> missing(history.txns.size());
    std::vector<std::vector<int>> next(history.txns.size());
    std::vector<int> ready;
    for (const auto& session : sessions.txns)
      for (const int txn : session) {
        const std::set<int> causes = direct_causes(txn);
        for (const int cause : causes) next[at(cause)].push_back(txn);
        missing[at(txn)] = static_cast<int>(causes.size());
        if (causes.empty()) ready.push_back(txn);
      }
    while (!ready.empty()) {
      const int txn = ready.back();
      ready.pop_back();
      set_clock(txn);
      for (const int later : next[at(txn)])
        if (--missing[at(later)] == 0) ready.push_back(later);
    }
  }

  /// The session before it, and whose writes it read; never itself.
  std::set<int> direct_causes(int txn) const {
    std::set<int> causes;
    const auto& session = sessions_.txns[sessions_.session_of[at(txn)]];
    const std::size_t position = sessions_.position_of[at(txn)];
    if (position > 0) causes.insert(session[position - 1]);
    if (history_.txns[at(txn)].ok())
      for (const int version : history_.txns[at(txn)].reads)
        if (const int writer = sessions_.writer[at(version)]; writer != none && writer != txn)
          causes.insert(writer);
    return causes;
  }

  /// The last transaction of the session that writes the key and comes before
  /// `txn` in causal order, or none. Those before it in its session come before it anyway.
  int last_writer_before(int txn, std::size_t session, int key) const {
    const auto& clock = clocks_[at(txn)];
    const auto writers = sessions_.writers_of_key[session].find(key);
    if (clock.empty() || writers == sessions_.writers_of_key[session].end()) return none;
    const auto later = std::partition_point(
        writers->second.begin(), writers->second.end(),
        [&](int writer) { return sessions_.position_of[at(writer)] < clock[session]; });
    return later == writers->second.begin() ? none : *(later - 1);
  }

 private:
  void set_clock(int txn) {
    std::vector<std::size_t> clock(sessions_.txns.size());
    for (const int cause : direct_causes(txn)) {
      for (std::size_t s = 0; s < clock.size(); ++s)
        clock[s] = std::max(clock[s], clocks_[at(cause)][s]);
      std::size_t& own = clock[sessions_.session_of[at(cause)]];
      own = std::max(own, sessions_.position_of[at(cause)] + 1);
    }
    clocks_[at(txn)] = std::move(clock);
  }

  const TxnHistory& history_;
  const Sessions& sessions_;
  std::vector<std::vector<std::size_t>> clocks_;
};

/// `reader` read `version`, so `earlier`, another writer of the key that comes
/// before the reader, must come before the version's writer.
struct Demand {
  int reader;
  int version;
  int earlier;
};

std::vector<Demand> demands(const TxnHistory& history, const Sessions& sessions,
                            const CausalOrder& order) {
  std::vector<Demand> all;
  for (const auto& txns : sessions.txns)
    for (const int reader : txns) {
      if (!history.txns[at(reader)].ok()) continue;
      for (const int version : history.txns[at(reader)].reads) {
        const bool is_known =
            history.versions[at(version)].is_initial || sessions.writer[at(version)] != none;
        if (!is_known) continue;  // a garbage read, or an intermediate one
        for (std::size_t s = 0; s < sessions.txns.size(); ++s) {
          const int earlier =
              order.last_writer_before(reader, s, history.versions[at(version)].key);
          if (earlier != none && earlier != sessions.writer[at(version)])
            all.push_back({reader, version, earlier});
        }
      }
    }
  return all;
}

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
  return {std::move(data), "The transaction of " + who(demand.reader) + ", read " + value.dump() +
                               " from key " + key.dump() + ", though that of " +
                               who(demand.earlier) + ", which wrote " +
                               history.value_of(written).dump() +
                               " there, comes before it in causal order, " + why + "."};
}

}  // namespace

void find_causality_violations(const TxnHistory& history, const AnomalySink& sink) {
  const Sessions sessions = read_sessions(history);
  const CausalOrder order(history, sessions);
  const std::vector<Demand> all = demands(history, sessions, order);
  Digraph arbitration;
  for (std::size_t i = 0; i < history.txns.size(); ++i) arbitration.add_node();
  for (const auto& txns : sessions.txns)
    for (const int txn : txns)
      for (const int cause : order.direct_causes(txn))
        arbitration.add_edge(cause, txn, Relation::ww);
  for (const Demand& demand : all)
    if (const int writer = sessions.writer[at(demand.version)]; writer != none)
      arbitration.add_edge(demand.earlier, writer, Relation::ww);
  arbitration.freeze();
  const std::vector<int> circle = strong_components(arbitration, {Depth::g0, Order::none});
  const auto circle_of = [&](int txn) { return circle[at(State{txn, false}.id())]; };
  std::set<int> reported;
  for (const Demand& demand : all) {
    const int writer = sessions.writer[at(demand.version)];
    if (writer == none) {
      sink("causality", explain(history, demand));
    } else if (circle_of(writer) == circle_of(demand.earlier) &&
               reported.insert(circle_of(writer)).second) {
      sink("causality", explain(history, demand));
    }
  }
}

}  // namespace eddy
