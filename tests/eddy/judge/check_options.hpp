#pragma once

#include <string>
#include <vector>

namespace eddy {

struct CheckOptions {
  /// For transactions only: what has to hold, by the names that --consistency-models has.
  std::vector<std::string> consistency_models = {"strict-serializable"};
};

}  // namespace eddy
