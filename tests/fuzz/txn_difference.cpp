#include "tests/fuzz/txn_difference.hpp"

#include <algorithm>
#include <memory>
#include <set>

#include "tests/eddy/judge/txn/model_names.hpp"
#include "tests/eddy/judge/txn/txn_models.hpp"
#include "tests/eddy/workloads/check.hpp"

namespace eddy {
namespace {

/// Together they forbid all that any model but causal does, and look at both orders.
const std::vector<std::string> strongest_models = {"strong-session-serializable",
                                                   "strict-serializable"};

Json judged(const TxnKind& kind, const History& history, const std::vector<std::string>& models) {
  CheckOptions options;
  options.consistency_models = models;
  return check(kind.workload, history, options);
}

std::string name_of(bool breaks) {
  return breaks ? "broken" : "not broken";
}

/// A model is broken where one that it implies is.
bool is_ruled_out(const ConsistencyModel& model, const Json& weakest_broken) {
  return std::any_of(weakest_broken.begin(), weakest_broken.end(), [&](const Json& name) {
    return consistency_model(name.get<std::string>()).implied_by(model);
  });
}

std::string difference_of_models(const TxnKind& kind, const History& history,
                                 const plain::Judge& plain) {
  const Json weakest = judged(kind, history, strongest_models).value("not", Json::array());
  for (const ConsistencyModel& model : consistency_models()) {
    if (model.forbids_causality) continue;
    const bool found = is_ruled_out(model, weakest);
    if (found == plain.breaks(model.name)) continue;
    return model.name + " is " + name_of(found) + ", and " + name_of(!found) +
           " by the definitions";
  }
  return "";
}

/// Two writes of one value, or a write of null, leave open who caused what.
bool has_clear_writers(const History& history) {
  std::set<std::pair<Json, Json>> written;
  for (const Op& op : history) {
    for (const Json& micro_op : op.value.json()) {
      if (op.type != OpType::invoke || micro_op[0] == "r") continue;
      if (micro_op[2].is_null() || !written.emplace(micro_op[1], micro_op[2]).second) return false;
    }
  }
  return true;
}

std::string difference_of_verdict(const TxnKind& kind, const History& history,
                                  const plain::Judge& plain, const std::string& model) {
  if (model == "causal" && !has_clear_writers(history)) return "";
  const Json result = judged(kind, history, {model});
  const Json valid = plain.verdict(model);
  if (result["valid"] != valid) {
    return model + ": the verdict is " + result["valid"].dump() + ", and " + valid.dump() +
           " by the definitions";
  }
  const Json found = result.value("anomaly-types", Json::array());
  for (const std::string& anomaly : plain.anomalies()) {
    const bool is_told = std::find(found.begin(), found.end(), anomaly) != found.end();
    if (is_told != consistency_model(model).forbids(anomaly)) {
      return model + ": " + anomaly + " is " + (is_told ? "told, and allowed" : "not told");
    }
  }
  for (const char* anomaly :
       {"internal", "G1a", "G1b", "lost-update", "cyclic-versions", "duplicate-elements",
        "incompatible-order", "dirty-update", "future-read"}) {
    const bool is_told = std::find(found.begin(), found.end(), anomaly) != found.end();
    if (is_told && plain.anomalies().count(anomaly) == 0) {
      return model + ": " + anomaly + " is told, and does not occur";
    }
  }
  return "";
}

}  // namespace

std::string txn_difference(const TxnKind& kind, const History& history, std::uint64_t pick) {
  const std::unique_ptr<plain::Judge> judge = kind.plain_judge(history);
  const plain::Judge& plain = *judge;
  const std::vector<std::string>& models = consistency_model_names();
  if (plain.is_unknown()) {
    const Json valid = judged(kind, history, {models[pick % models.size()]})["valid"];
    return valid == "unknown" ? "" : "the verdict is " + valid.dump() + ", not unknown";
  }
  std::string difference = difference_of_models(kind, history, plain);
  for (const std::uint64_t model : {pick, pick / models.size()}) {
    if (!difference.empty()) break;
    difference = difference_of_verdict(kind, history, plain, models[model % models.size()]);
  }
  return difference;
}

}  // namespace eddy
