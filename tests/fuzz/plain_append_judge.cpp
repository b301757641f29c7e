#include "tests/fuzz/plain_append_judge.hpp"

#include <algorithm>
#include <map>

#include "tests/fuzz/plain_append_anomalies.hpp"
#include "tests/fuzz/plain_append_causality.hpp"
#include "tests/fuzz/plain_model.hpp"

namespace eddy::plain {
namespace {

bool has_duplicate_appends(const AppendTxns& history) {
  std::set<std::pair<std::int64_t, std::int64_t>> appended;
  for (const AppendTxn& txn : history.txns)
    for (const ListOp& op : txn.invoked)
      if (op.is_append && !appended.emplace(op.key, op.element).second) return true;
  return false;
}

/// Whether some transaction ended and appended the element, be it that it failed.
bool has_writer(const AppendTxns& history, std::int64_t key, std::int64_t element) {
  return std::any_of(history.txns.begin(), history.txns.end(),
                     [&](const AppendTxn& txn) { return txn.appended(key, element); });
}

/// Of a key from which nobody read an element, a lone append is looked at as if it had been.
bool lacks_writer(const AppendTxns& history, std::int64_t key) {
  List list = history.longest(key, [](const AppendTxn&) { return true; });
  if (list.empty()) {
    for (const AppendTxn& txn : history.txns)
      for (const ListOp& op : txn.invoked)
        if (op.is_append && op.key == key) list.push_back(op.element);
    if (list.size() > 1) return false;
  }
  return !std::all_of(list.begin(), list.end(),
                      [&](std::int64_t element) { return has_writer(history, key, element); });
}

}  // namespace

AppendJudge::AppendJudge(const History& history)
    : history_(read_append_txns(history)),
      edges_(append_edges(history_)),
      is_unknown_(has_duplicate_appends(history_) ||
                  std::any_of(history_.keys.begin(), history_.keys.end(),
                              [&](std::int64_t key) { return lacks_writer(history_, key); })),
      anomalies_(append_anomalies(history_)) {}

bool AppendJudge::breaks(const std::string& name) const {
  const Model model = model_named(name);
  const auto occurs = [this](const char* anomaly) { return anomalies_.count(anomaly) > 0; };
  return occurs("duplicate-elements") || edges_.has_cycle(model.depth, model.order) ||
         (model.depth >= g1c && (occurs("G1a") || occurs("G1b") || occurs("dirty-update") ||
                                 occurs("future-read") || occurs("incompatible-order"))) ||
         (model.internal && occurs("internal")) || (model.lost_update && occurs("lost-update")) ||
         (name == "causal" && breaks_append_causality(history_));
}

bool AppendJudge::is_empty(const std::string& name) const {
  return edges_.is_empty(model_named(name).order);
}

Json AppendJudge::verdict(const std::string& model) const {
  if (breaks(model)) return false;
  return is_empty(model) ? Json("unknown") : Json(true);
}

}  // namespace eddy::plain
