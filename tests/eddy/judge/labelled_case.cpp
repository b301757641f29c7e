#include "tests/eddy/judge/labelled_case.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "tests/eddy/history/quote.hpp"

namespace eddy {

namespace {

using Differences = std::vector<std::string>;

void compare(const std::string& what, const Json& expected, const Json& found,
             Differences& differences) {
  // As text: 1 and 1.0 are two values.
  if (expected.dump() == found.dump()) return;
  differences.push_back(what + " should be " + quote(expected) + ", not " + quote(found));
}

/// What a result must agree in, besides `valid` and `error`; for the workloads
/// where that is all.
std::vector<std::string> fields_of(const std::string& workload) {
  if (workload == "echo") return {"error-count"};
  if (workload == "unique-ids") {
    return {"attempted-count", "acknowledged-count", "duplicated-count", "duplicated"};
  }
  if (workload == "broadcast") {
    return {"attempt-count",    "stable-count", "lost",        "lost-count",       "never-read",
            "never-read-count", "stale",        "stale-count", "stable-latencies", "lost-latencies",
            "duplicated-count"};
  }
  if (workload == "g-counter") return {"error-count", "final-reads", "acceptable"};
  return {};
}

/// The fields that expectation and result have under the same name.
void compare_fields(const std::vector<std::string>& names, const Json& expected, const Json& found,
                    Differences& differences) {
  for (const std::string& name : names) {
    compare(name, expected.value(name, Json()), found.value(name, Json()), differences);
  }
}

void compare_kafka(const Json& expected, const Json& found, Differences& differences) {
  const Json unseen = found.contains("unseen") ? found["unseen"]["unseen"] : Json();
  compare("unseen", expected.value("unseen", Json()), unseen, differences);
  const double lag = expected["worst-realtime-lag"].get<double>();
  if (std::abs(lag - found["worst-realtime-lag"]["lag"].get<double>()) > 1e-9) {
    compare("worst-realtime-lag", lag, found["worst-realtime-lag"], differences);
  }
  // With two messages at one offset the real checker's order is an accident.
  if (expected["order-ambiguous"] == true) return;
  compare_fields({"error-types", "bad-error-types", "counts"}, expected, found, differences);
}

/// Those that do not depend on the order of a search.
std::set<std::string> non_cyclic_types(const Json& result) {
  static const std::set<std::string> names = {
      "internal", "G1a", "G1b", "lost-update", "cyclic-versions", "empty-transaction-graph"};
  std::set<std::string> types;
  for (const Json& type : result.value("anomaly-types", Json::array())) {
    if (names.count(type.get<std::string>()) != 0) types.insert(type.get<std::string>());
  }
  return types;
}

/// The label is the verdict alone, without what it rests on.
bool is_verdict_alone(const Json& expected) {
  return expected.size() == 1 && expected.contains("valid");
}

bool has_cycle(const Json& result) {
  return result.value("anomaly-types", Json::array()).size() > non_cyclic_types(result).size();
}

void compare_model(const LabelledCase& labelled, const std::string& model, const Json& expected,
                   Differences& differences) {
  CheckOptions options = labelled.options;
  options.consistency_models = {model};
  const Json found = check(labelled.workload, labelled.history, options);
  compare(model + ": valid", expected["valid"], found["valid"], differences);
  if (expected.contains("error")) {
    compare(model + ": error", expected["error"], found.value("error", Json()), differences);
  }
  if (expected.contains("timeout")) return;
  compare(model + ": non-cyclic anomaly types", non_cyclic_types(expected), non_cyclic_types(found),
          differences);
  // Not the reverse: the real checker leaves a cycle out where what else it found
  // rules the model out already.
  if (has_cycle(expected)) compare(model + ": a cycle", true, has_cycle(found), differences);
}

}  // namespace

LabelledCase read_case(const Json& json, const std::string& workload, const CheckOptions& options) {
  if (!json.is_object()) throw HistoryError("no JSON object");
  const auto history = json.find("history");
  if (!history) throw HistoryError("no field `history`");
  LabelledCase labelled;
  labelled.name = json.value("name", "");
  labelled.workload = json.value("workload", workload);
  labelled.options = options;
  labelled.history = history_from_json(*history);
  labelled.expected = json.value("expected", Json());
  const Json models = json.value("options", Json::object()).value("consistency-models", Json());
  if (models.is_array()) {
    labelled.options.consistency_models = models.get<std::vector<std::string>>();
  } else if (labelled.expected.contains("model")) {
    labelled.options.consistency_models = {labelled.expected["model"].get<std::string>()};
  }
  return labelled;
}

std::vector<std::string> disagreements(const LabelledCase& labelled, const Json& result) {
  const Json& expected = labelled.expected;
  Differences differences;
  compare_fields({"valid"}, expected, result, differences);
  if (labelled.workload == "txn-rw-register") {
    const Json models = expected.value("models", Json::object());
    for (const auto& [model, verdict] : models.items()) {
      compare_model(labelled, model, verdict, differences);
    }
    return differences;
  }
  if (is_verdict_alone(expected)) return differences;
  compare_fields({"error"}, expected, result, differences);
  if (!differences.empty() || expected.contains("error")) return differences;
  if (labelled.workload == "kafka") compare_kafka(expected, result, differences);
  compare_fields(fields_of(labelled.workload), expected, result, differences);
  return differences;
}

}  // namespace eddy
