#pragma once

#include <string>
#include <vector>

#include "tests/eddy/run/options.hpp"

namespace eddy {

/// A short simulated test of a challenge's own node under one fault. A client whose node is
/// dead waits for 5 s; with so many there is always one that does not.
inline TestOptions solution_test(const std::string& workload, const std::string& fault,
                                 const std::vector<std::string>& node_arguments = {}) {
  TestOptions options;
  options.workload = workload;
  options.simulate = true;
  options.node_arguments = node_arguments;
  options.node_count = 3;
  options.concurrency = "20n";
  options.rate = 30;
  options.time_limit_s = 10;
  options.latency_ms = 10;
  options.latency_distribution = "exponential";
  options.faults = {fault};
  options.nemesis_interval_s = 2;
  options.consistency_models = {"causal"};
  return options;
}

/// How many nodes each fault of a kind struck that takes a list of them, in order.
inline std::vector<std::size_t> targets_of(const std::string& fault, const History& history) {
  std::vector<std::size_t> counts;
  for (const Op& op : history)
    if (op.process == nemesis_process && op.f == fault) counts.push_back(op.value.size());
  return counts;
}

}  // namespace eddy
