#pragma once

#include <set>
#include <string>
#include <vector>

#include "tests/eddy/history/history.hpp"
#include "tests/eddy/judge/check_options.hpp"

namespace eddy {

/// A history with its workload and, perhaps, the verdict that it should get.
struct LabelledCase {
  std::string name;
  std::string workload;
  CheckOptions options;
  History history;
  Json expected;  ///< null if there is none
};

/// Reads {"name", "workload", "history", "options": {"consistency-models": [...]},
/// "expected"}; all but the history may be missing. An expected "model" stands in for
/// the models. `workload` and `options` stand
/// in for what the case does not say. Throws HistoryError.
LabelledCase read_case(const Json& json, const std::string& workload, const CheckOptions& options);

using Differences = std::vector<std::string>;

/// In what the result differs from the expected one, in words; nothing if they
/// agree. Compared are all fields that the expectation has and that do not depend
/// on chance in the real checker: of cycles, for instance, only that a model
/// forbids them; of an expectation that is `valid` alone, only that. Transactions are judged
/// again under each model that the expectation names.
Differences disagreements(const LabelledCase& labelled, const Json& result);

// For WorkloadKind::disagreements(). ----------------------------------------------

void add_difference(const std::string& what, const Json& expected, const Json& found,
                    Differences& differences);

/// In fields that expectation and result have under the same name.
Differences different_fields(const std::vector<std::string>& names, const Json& expected,
                             const Json& result);

/// Under each model that the expectation names. `non_cyclic` are the anomalies that do not
/// depend on the order of a search.
Differences model_differences(const LabelledCase& labelled,
                              const std::set<std::string>& non_cyclic);

}  // namespace eddy
