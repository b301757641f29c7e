#include "tests/eddy/judge/txn/txn_rw_register.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "tests/eddy/judge/findings.hpp"
#include "tests/eddy/judge/txn/txn_anomalies.hpp"
#include "tests/eddy/judge/txn/txn_beyond.hpp"
#include "tests/eddy/judge/txn/txn_causality.hpp"
#include "tests/eddy/judge/txn/txn_cycles.hpp"
#include "tests/eddy/judge/txn/txn_explain.hpp"
#include "tests/eddy/judge/txn/txn_graph.hpp"
#include "tests/eddy/judge/txn/txn_models.hpp"

namespace eddy {
namespace {

using Models = std::vector<ConsistencyModel>;

/// The orders of operations that some model takes into account.
std::vector<Order> orders_of(const Models& models) {
  std::vector<Order> orders;
  for (const Order order : {Order::process, Order::realtime}) {
    const bool is_used = std::any_of(models.begin(), models.end(),
                                     [&](const auto& model) { return model.level.order == order; });
    if (is_used) orders.push_back(order);
  }
  return orders;
}

bool has_edges(const TxnGraph& graph, const std::vector<Order>& orders) {
  return graph.has_data_edges || std::any_of(orders.begin(), orders.end(), [&](Order order) {
           return order == Order::process ? graph.has_process_edges : graph.has_realtime_edges;
         });
}

Json unknown(const char* error, const std::string& sentence) {
  return {{"valid", "unknown"}, {"error", error}, {"explanations", Json::array({sentence})}};
}

/// Sorts what is found into what the models forbid and what they put up with.
class Judge {
 public:
  Judge(const TxnHistory& history, const VersionOrder& order, Models models)
      : history_(history),
        order_(order),
        models_(std::move(models)),
        orders_(orders_of(models_)),
        looks_at_causality_(std::any_of(models_.begin(), models_.end(), [](const auto& model) {
          return model.forbids_causality;
        })) {}

  Json run() {
    const AnomalySink sink = [this](const std::string& name, const Example& example) {
      anomalies_.insert(name);
      add(name, example, [&](const ConsistencyModel& model) { return model.forbids(name); });
    };
    find_anomalies(history_, order_, sink);
    if (looks_at_causality_) find_causality_violations(history_, sink);
    const TxnGraph graph = build_txn_graph(history_, order_);
    cycles_ = find_cycles(graph, orders_);
    add_self_reads(graph, orders_, cycles_);
    for (const CycleFinding& cycle : cycles_) {
      add(cycle_name(cycle.steps), explain_cycle(history_, order_, cycle.steps),
          [&](const ConsistencyModel& model) { return cycle.level.within(model.level); });
    }
    if (!has_edges(graph, orders_)) wrong_.add(no_edges, no_edges_sentence);
    find_beyond(history_, beyond_);
    return result();
  }

 private:
  template <typename IsForbiddenBy>
  void add(const std::string& name, const Example& example, IsForbiddenBy is_forbidden_by) {
    const bool is_bad = std::any_of(models_.begin(), models_.end(), is_forbidden_by);
    (is_bad ? wrong_ : tolerated_).add(name, example.sentence, example.data);
  }

  Json result() const {
    Json result = {{"valid", wrong_.empty()}};
    if (!wrong_.empty()) {
      result["anomaly-types"] = wrong_.kinds();
      result["anomalies"] = Json::object();
      for (const std::string& name : wrong_.kinds()) {
        result["anomalies"][name] = wrong_.errors(name);
      }
      result["not"] = broken_models();
    }
    conclude(result, wrong_, beyond_);
    if (!tolerated_.empty()) result["tolerated"] = tolerated_.summary();
    return result;
  }

  /// Only models whose order of operations, or of causes, was looked at can be ruled out.
  std::vector<std::string> broken_models() const {
    Models broken;
    for (const ConsistencyModel& model : consistency_models()) {
      const Order order = model.level.order;
      const bool was_judged =
          order == Order::none || std::find(orders_.begin(), orders_.end(), order) != orders_.end();
      if (model.forbids_causality > looks_at_causality_) continue;
      if (was_judged && is_broken(model)) broken.push_back(model);
    }
    return weakest_models(broken);
  }

  bool is_broken(const ConsistencyModel& model) const {
    return std::any_of(cycles_.begin(), cycles_.end(),
                       [&](const auto& cycle) { return cycle.level.within(model.level); }) ||
           std::any_of(anomalies_.begin(), anomalies_.end(),
                       [&](const std::string& name) { return model.forbids(name); });
  }

  static constexpr const char* no_edges = "empty-transaction-graph";
  static constexpr const char* no_edges_sentence =
      "No transaction depends on another one, so there is nothing to judge by. Maelstrom calls "
      "such a history invalid.";

  const TxnHistory& history_;
  const VersionOrder& order_;
  const Models models_;
  const std::vector<Order> orders_;
  const bool looks_at_causality_;
  std::set<std::string> anomalies_;  ///< names of those that are no cycles
  std::vector<CycleFinding> cycles_;
  Findings wrong_;
  Findings tolerated_;
  Findings beyond_;
};

}  // namespace

Json check_txn_rw_register(const History& history, const CheckOptions& options) {
  Models models;
  for (const std::string& name : options.consistency_models) {
    models.push_back(consistency_model(name));
  }
  const TxnHistory txns = read_txns(history);
  const VersionOrder order = order_versions(txns);
  if (order.ambiguous) {
    return unknown("written-by-more-than-one-op",
                   "Several transactions wrote " + quote(txns.value_of(*order.ambiguous)) +
                       " to key " + quote(txns.key_of(*order.ambiguous)) +
                       ", so nobody can tell whose write was read.");
  }
  if (txns.has_mixed_key_types) {
    return unknown("mixed-key-types", "All keys of a history must be of one JSON type.");
  }
  return Judge(txns, order, std::move(models)).run();
}

}  // namespace eddy
