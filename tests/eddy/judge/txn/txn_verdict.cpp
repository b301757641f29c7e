#include "tests/eddy/judge/txn/txn_verdict.hpp"

#include <algorithm>

namespace eddy {

TxnVerdict::TxnVerdict(const CheckOptions& options) {
  for (const std::string& name : options.consistency_models)
    models_.push_back(consistency_model(name));
  const auto some_model = [this](const auto& is_so) {
    return std::any_of(models_.begin(), models_.end(), is_so);
  };
  for (const Order order : {Order::process, Order::realtime})
    if (some_model([&](const auto& model) { return model.level.order == order; }))
      orders_.push_back(order);
  looks_at_causality_ = some_model([](const auto& model) { return model.forbids_causality; });
}

bool TxnVerdict::has_edges(const TxnGraph& graph) const {
  return graph.has_data_edges || std::any_of(orders_.begin(), orders_.end(), [&](Order order) {
           return order == Order::process ? graph.has_process_edges : graph.has_realtime_edges;
         });
}

template <typename IsForbiddenBy>
void TxnVerdict::add(const std::string& name, const Example& example,
                     IsForbiddenBy is_forbidden_by) {
  const bool is_bad = std::any_of(models_.begin(), models_.end(), is_forbidden_by);
  (is_bad ? wrong_ : tolerated_).add(name, example.sentence, example.values, example.data);
}

void TxnVerdict::add_anomaly(const std::string& name, const Example& example) {
  anomalies_.insert(name);
  add(name, example, [&](const ConsistencyModel& model) { return model.forbids(name); });
}

void TxnVerdict::add_cycle(const CycleFinding& cycle, const Example& example) {
  cycles_.push_back(cycle.level);
  add(cycle_name(cycle.steps), example,
      [&](const ConsistencyModel& model) { return cycle.level.within(model.level); });
}

bool TxnVerdict::allows_all() const {
  const std::vector<std::string> kinds = wrong_.kinds();
  return std::all_of(kinds.begin(), kinds.end(),
                     [](const std::string& kind) { return kind == no_edges; });
}

Json TxnVerdict::result(const Findings& beyond) const {
  Json result = {{"valid", wrong_.empty()}};
  if (!wrong_.empty()) {
    result["anomaly-types"] = wrong_.kinds();
    result["anomalies"] = Json::object();
    for (const std::string& name : wrong_.kinds()) result["anomalies"][name] = wrong_.errors(name);
    result["not"] = broken_models();
  }
  conclude(result, wrong_, beyond);
  if (!tolerated_.empty()) result["tolerated"] = tolerated_.summary();
  return result;
}

/// Only models whose order of operations, or of causes, was looked at can be ruled out.
std::vector<std::string> TxnVerdict::broken_models() const {
  std::vector<ConsistencyModel> broken;
  for (const ConsistencyModel& model : consistency_models()) {
    const Order order = model.level.order;
    const bool was_judged =
        order == Order::none || std::find(orders_.begin(), orders_.end(), order) != orders_.end();
    if (model.forbids_causality > looks_at_causality_) continue;
    if (was_judged && is_broken(model)) broken.push_back(model);
  }
  return weakest_models(broken);
}

bool TxnVerdict::is_broken(const ConsistencyModel& model) const {
  return std::any_of(cycles_.begin(), cycles_.end(),
                     [&](Level level) { return level.within(model.level); }) ||
         std::any_of(anomalies_.begin(), anomalies_.end(),
                     [&](const std::string& name) { return model.forbids(name); });
}

}  // namespace eddy
