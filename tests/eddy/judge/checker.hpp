#pragma once

#include <string>
#include <vector>

#include "tests/eddy/history/history.hpp"

namespace eddy {

struct CheckOptions {
  /// For txn-rw-register only; every name must be one of consistency_models().
  std::vector<std::string> consistency_models = {"strict-serializable"};
};

/// Judges a history as Maelstrom's checker for the workload does. The result is
/// an object with "valid" (true, false or "unknown"), the findings under the
/// names that Maelstrom gives them (without the colon and the question mark),
/// "explanations" (sentences for a person, where invalid) and "beyond" (what
/// Maelstrom would not report), the last two only where there is something to say.
/// Throws std::invalid_argument for an unknown workload or model.
Json check(const std::string& workload, const History& history, const CheckOptions& options = {});

/// The workloads that check() knows, in the order of the challenges.
const std::vector<std::string>& workload_names();

/// The names that CheckOptions::consistency_models may hold.
const std::vector<std::string>& consistency_model_names();

}  // namespace eddy
