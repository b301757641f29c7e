#pragma once

#include <string>
#include <vector>

#include "tests/eddy/judge/checker.hpp"

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

/// In what the result differs from the expected one, in words; nothing if they
/// agree. Compared are all fields that the expectation has and that do not depend
/// on chance in the real checker: of cycles, for instance, only that a model
/// forbids them; of an expectation that is `valid` alone, only that. For txn-rw-register the
/// history is judged again under each model that the expectation names.
std::vector<std::string> disagreements(const LabelledCase& labelled, const Json& result);

}  // namespace eddy
