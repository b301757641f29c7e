#include "tests/eddy/judge/txn/txn_models.hpp"

#include <algorithm>
#include <stdexcept>

#include "tests/eddy/judge/check_options.hpp"
#include "tests/eddy/judge/txn/model_names.hpp"

namespace eddy {
namespace {

constexpr Level data(Depth depth) {
  return {depth, Order::none};
}
constexpr Level session(Depth depth) {
  return {depth, Order::process};
}
constexpr Level strong(Depth depth) {
  return {depth, Order::realtime};
}

}  // namespace

const std::vector<ConsistencyModel>& consistency_models() {
  static const std::vector<ConsistencyModel> models = {
      // name, free of cycles of, forbids internal, lost-update, causality
      {"read-uncommitted", data(Depth::g0), false, false},
      {"read-committed", data(Depth::g1c), false, false},
      {"monotonic-atomic-view", data(Depth::g1c), false, false},
      {"read-atomic", data(Depth::g1c), true, false},
      {"causal-cerone", data(Depth::g1c), true, false},
      {"cursor-stability", data(Depth::g1c), false, true},
      {"repeatable-read", data(Depth::g2), false, true},
      {"snapshot-isolation", data(Depth::nonadjacent), true, true},
      {"serializable", data(Depth::g2), true, true},
      {"strong-session-read-uncommitted", session(Depth::g0), false, false},
      {"strong-session-read-committed", session(Depth::g1c), false, false},
      {"causal", session(Depth::g1c), true, false, true},
      {"strong-session-snapshot-isolation", session(Depth::nonadjacent), true, true},
      {"strong-session-serializable", session(Depth::g2), true, true},
      {"strong-read-uncommitted", strong(Depth::g0), false, false},
      {"strong-read-committed", strong(Depth::g1c), false, false},
      {"strong-snapshot-isolation", strong(Depth::nonadjacent), true, true},
      {"strict-serializable", strong(Depth::g2), true, true},
  };
  return models;
}

const std::vector<std::string>& consistency_model_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> result;
    for (const ConsistencyModel& model : consistency_models()) result.push_back(model.name);
    return result;
  }();
  return names;
}

const ConsistencyModel& consistency_model(const std::string& name) {
  for (const ConsistencyModel& model : consistency_models()) {
    if (model.name == name) return model;
  }
  std::string known;
  for (const std::string& other : consistency_model_names()) known += " " + other;
  throw std::invalid_argument("unknown consistency model '" + name + "'; known:" + known);
}

bool ConsistencyModel::implied_by(const ConsistencyModel& other) const {
  return level.within(other.level) && forbids_internal <= other.forbids_internal &&
         forbids_lost_update <= other.forbids_lost_update &&
         forbids_causality <= other.forbids_causality;
}

bool ConsistencyModel::forbids(const std::string& anomaly) const {
  if (anomaly == "internal") return forbids_internal;
  if (anomaly == "lost-update") return forbids_lost_update;
  if (anomaly == "causality") return forbids_causality;
  if (anomaly == "cyclic-versions" || anomaly == "duplicate-elements") return true;
  return forbids_dirty_reads();
}

std::vector<std::string> weakest_models(const std::vector<ConsistencyModel>& broken) {
  std::vector<ConsistencyModel> weakest;
  for (const ConsistencyModel& model : broken) {
    // The table lists a model after all that it implies.
    const bool is_covered =
        std::any_of(weakest.begin(), weakest.end(),
                    [&](const ConsistencyModel& weaker) { return weaker.implied_by(model); });
    if (!is_covered) weakest.push_back(model);
  }
  std::vector<std::string> names;
  for (const ConsistencyModel& model : weakest) names.push_back(model.name);
  return names;
}

}  // namespace eddy
