#pragma once

#include <string>
#include <vector>

namespace eddy {

struct CheckOptions {
  /// For transactions only; every name must be one of consistency_models().
  std::vector<std::string> consistency_models = {"strict-serializable"};
};

/// The names that CheckOptions::consistency_models may hold.
const std::vector<std::string>& consistency_model_names();

}  // namespace eddy
