#pragma once

#include <optional>
#include <set>
#include <string>

#include "tests/eddy/run/options.hpp"
#include "tests/eddy/run/run.hpp"

namespace eddy {

/// A test and its verdict, without a trace on disk.
struct Trial {
  bool passed = false;
  /// What is wrong, in a word each: "lost", "G1a", "liveness", "node failure".
  std::set<std::string> anomalies;
  std::optional<Recording> recording;  ///< none after a node failure
  std::string report;                  ///< for a person
};

/// Runs and judges the test. A verdict of "unknown" does not pass.
Trial run_trial(const TestOptions& options, Network::Observer on_network_event = nullptr);

}  // namespace eddy
