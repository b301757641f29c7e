#include "tests/eddy/workloads/txn_list_append/append_causality.hpp"

#include <map>
#include <set>
#include <unordered_set>
#include <utility>
#include <vector>

#include "tests/eddy/judge/findings.hpp"
#include "tests/eddy/judge/txn/txn_digraph.hpp"
#include "tests/eddy/judge/txn/txn_sessions.hpp"

namespace eddy {
namespace {

/// Those that take part: ok, or with an unknown outcome.
Sessions sessions_of(const AppendHistory& history) {
  Sessions sessions;
  sessions.session_of.resize(history.txns.size());
  sessions.position_of.resize(history.txns.size());
  std::map<std::int64_t, std::size_t> by_process;
  for (int id = 0; id < static_cast<int>(history.txns.size()); ++id) {
    const AppendTxn& txn = history.txns[at(id)];
    if (!txn.counts()) continue;
    const std::size_t number =
        by_process.try_emplace(txn.begin->process, by_process.size()).first->second;
    sessions.all.resize(by_process.size());
    Session& session = sessions.all[number];
    sessions.session_of[at(id)] = number;
    sessions.position_of[at(id)] = session.txns.size();
    session.txns.push_back(id);
  }
  return sessions;
}

/// By ok transaction: who appended what it read.
std::vector<std::vector<int>> appenders_read(const AppendHistory& history) {
  std::vector<std::vector<int>> writers(history.txns.size());
  for (std::size_t i = 0; i < history.txns.size(); ++i) {
    if (!history.txns[i].ok()) continue;
    for (const AppendMicroOp& micro_op : history.txns[i].completed) {
      if (micro_op.is_append) continue;
      for (const int element : micro_op.elements)
        if (const auto writer = history.elements[at(element)].appended_by)
          writers[i].push_back(*writer);
    }
  }
  return writers;
}

class ViolationFinder {
 public:
  ViolationFinder(const AppendHistory& history, const AnomalySink& sink)
      : history_(history),
        sink_(sink),
        writers_(appenders_read(history)),
        sessions_(sessions_of(history)),
        appends_(history.keys.size()) {
    find_observed(writers_, sessions_);
    for (const Session& session : sessions_.all)
      for (const int txn : session.txns) note_appends(txn);
  }

  void run() {
    CausalOrder order(sessions_, writers_);
    find_reads_of_effects(order);
    order.walk([&](int txn) {
      if (!history_.txns[at(txn)].ok()) return;
      for (const AppendMicroOp& micro_op : history_.txns[at(txn)].completed)
        if (!micro_op.is_append) look_at_read(txn, micro_op, order);
    });
  }

 private:
  struct Append {
    int txn;
    int element;
  };

  /// After the session's earlier transactions.
  void note_appends(int txn) {
    for (const AppendMicroOp& micro_op : history_.txns[at(txn)].completed)
      if (micro_op.is_append)
        appends_[at(micro_op.key)][sessions_.session_of[at(txn)]].push_back(
            {txn, micro_op.elements[0]});
  }

  void look_at_read(int reader, const AppendMicroOp& read, const CausalOrder& order) {
    const std::unordered_set<int> seen(read.elements.begin(), read.elements.end());
    for (const auto& [session, appends] : appends_[at(read.key)]) {
      const std::size_t before = order.count_before(reader, session);
      for (const Append& append : appends) {
        if (sessions_.position_of[at(append.txn)] >= before) break;
        if (seen.count(append.element) != 0) continue;
        sink_("causality", explain(reader, read, append));
        return;
      }
    }
  }

  /// A circle of ok transactions is found and named as a cycle.
  void find_reads_of_effects(const CausalOrder& order) {
    Digraph causes;
    for (int txn = 0; txn < static_cast<int>(history_.txns.size()); ++txn) {
      causes.add_node();
      for (const int cause : order.direct_causes(txn)) causes.add_edge(cause, txn, Relation::ww);
    }
    causes.freeze();
    const std::vector<int> components = strong_components(causes, {Depth::g0, Order::none});
    const auto circle_of = [&](int txn) { return components[at(State{txn, false}.id())]; };
    std::set<int> reported;
    for (int reader = 0; reader < static_cast<int>(history_.txns.size()); ++reader)
      for (const int writer : writers_[at(reader)])
        if (writer != reader && !history_.txns[at(writer)].ok() &&
            circle_of(writer) == circle_of(reader) && reported.insert(circle_of(writer)).second)
          sink_("causality", explain_circle(reader, writer));
  }

  Sentence who(int txn) const { return who_and_when(*history_.txns[at(txn)].begin); }

  Example explain(int reader, const AppendMicroOp& read, const Append& missing) const {
    Json list = Json::array();
    for (const int each : read.elements) list.push_back(history_.value(each));
    const Json& key = history_.key(read.key);
    Json data = {{"op", to_json(history_.txns[at(reader)].op())},
                 {"key", key},
                 {"value", list},
                 {"missing", history_.value(missing.element)},
                 {"earlier", to_json(history_.txns[at(missing.txn)].op())}};
    return {std::move(data),
            "The transaction of " + who(reader) + ", read " + quote(list) + " from key " +
                quote(key) + ", which lacks " + quote(history_.value(missing.element)) +
                ", though that of " + who(missing.txn) +
                ", which appended it, comes before it in causal order.",
            {{"key", key}, {"value", history_.value(missing.element)}}};
  }

  Example explain_circle(int reader, int writer) const {
    Json data = {{"op", to_json(history_.txns[at(reader)].op())},
                 {"writer", to_json(history_.txns[at(writer)].op())}};
    return {std::move(data),
            "The transaction of " + who(reader) + ", read what that of " + who(writer) +
                ", appended, though that one comes after it in causal order.",
            Json::object()};
  }

  const AppendHistory& history_;
  const AnomalySink& sink_;
  const std::vector<std::vector<int>> writers_;
  Sessions sessions_;
  /// By key and session, in the session's order.
  std::vector<std::map<std::size_t, std::vector<Append>>> appends_;
};

}  // namespace

void find_append_causality(const AppendHistory& history, const AnomalySink& sink) {
  ViolationFinder(history, sink).run();
}

}  // namespace eddy
