#pragma once

#include <string>
#include <vector>

#include "tests/eddy/run/options.hpp"

namespace mutants {

/// A simulated test: short, with the faults that its workload's guarantee covers.
struct Scenario {
  eddy::TestOptions test;
  /// More messages between servers per operation are an anomaly ("messages").
  double most_messages_per_operation = 1e9;
  /// So does a message of a log that polls show so late ("lag").
  double longest_lag_s = 1e9;
};

/// The scenario of that name. Throws std::invalid_argument.
Scenario scenario(const std::string& name);

}  // namespace mutants
