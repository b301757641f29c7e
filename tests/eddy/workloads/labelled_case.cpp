#include "tests/eddy/workloads/labelled_case.hpp"

#include <set>

#include "tests/eddy/history/quote.hpp"
#include "tests/eddy/workloads/check.hpp"
#include "tests/eddy/workloads/kinds.hpp"
#include "tests/eddy/workloads/load_workload.hpp"

namespace eddy {

namespace {

using Names = std::set<std::string>;

/// Those that do not depend on the order of a search.
Names non_cyclic_types(const Json& result, const Names& names) {
  Names types;
  for (const Json& type : result.value("anomaly-types", Json::array()))
    if (names.count(type.get<std::string>()) != 0) types.insert(type.get<std::string>());
  return types;
}

/// The label is the verdict alone, without what it rests on.
bool is_verdict_alone(const Json& expected) {
  return expected.size() == 1 && expected.contains("valid");
}

bool has_cycle(const Json& result, const Names& names) {
  return result.value("anomaly-types", Json::array()).size() >
         non_cyclic_types(result, names).size();
}

void compare_model(const LabelledCase& labelled, const std::string& model, const Json& expected,
                   const Names& names, Differences& differences) {
  CheckOptions options = labelled.options;
  options.consistency_models = {model};
  const bool is_ambiguous = labelled.expected.value("order-ambiguous", false);
  // The order of appends is an accident of the real checker's there, and all that such a model
  // looks at.
  if (is_ambiguous && model.ends_with("read-uncommitted")) return;
  const Json found = check(labelled.workload, labelled.history, options);
  add_difference(model + ": valid", expected["valid"], found["valid"], differences);
  if (expected.contains("error")) {
    add_difference(model + ": error", expected["error"], found.value("error", Json()), differences);
  }
  if (expected.contains("timeout") || is_ambiguous) return;
  if (!expected.contains("anomaly-types") && expected["valid"] == "unknown") return;
  add_difference(model + ": non-cyclic anomaly types", non_cyclic_types(expected, names),
                 non_cyclic_types(found, names), differences);
  // Not the reverse: the real checker leaves a cycle out where what else it found
  // rules the model out already.
  if (has_cycle(expected, names))
    add_difference(model + ": a cycle", true, has_cycle(found, names), differences);
}

}  // namespace

void add_difference(const std::string& what, const Json& expected, const Json& found,
                    Differences& differences) {
  // As text: 1 and 1.0 are two values.
  if (expected.dump() == found.dump()) return;
  differences.push_back(what + " should be " + quote(expected) + ", not " + quote(found));
}

Differences different_fields(const std::vector<std::string>& names, const Json& expected,
                             const Json& result) {
  Differences differences;
  for (const std::string& name : names)
    add_difference(name, expected.value(name, Json()), result.value(name, Json()), differences);
  return differences;
}

Differences model_differences(const LabelledCase& labelled, const Names& non_cyclic) {
  Differences differences;
  const Json models = labelled.expected.value("models", Json::object());
  for (const auto& [model, verdict] : models.items())
    compare_model(labelled, model, verdict, non_cyclic, differences);
  return differences;
}

LabelledCase read_case(const Json& json, const std::string& workload, const CheckOptions& options) {
  if (!json.is_object()) throw HistoryError("no JSON object");
  const auto history = json.find("history");
  if (!history) throw HistoryError("no field `history`");
  LabelledCase labelled;
  labelled.name = json.value("name", "");
  labelled.workload = json.value("workload", workload);
  // What a file says must not load code.
  if (labelled.workload != workload && names_module(labelled.workload))
    throw HistoryError("field `workload`: a module is named by --workload alone");
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

Differences disagreements(const LabelledCase& labelled, const Json& result) {
  const Json& expected = labelled.expected;
  Differences differences = different_fields({"valid"}, expected, result);
  if (is_verdict_alone(expected)) return differences;
  const WorkloadKind& kind = workload_kind(labelled.workload);
  if (!kind.has_transactions()) {
    const Differences errors = different_fields({"error"}, expected, result);
    differences.insert(differences.end(), errors.begin(), errors.end());
    if (!differences.empty() || expected.contains("error")) return differences;
  }
  const Differences more = kind.disagreements(labelled, result);
  differences.insert(differences.end(), more.begin(), more.end());
  return differences;
}

}  // namespace eddy
