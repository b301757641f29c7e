#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>

#include "tests/eddy/run/options.hpp"
#include "tests/eddy/run/run.hpp"

namespace eddy {

/// A test and its verdict, without a trace on disk.
struct Trial {
  bool passed = false;
  /// "valid", "invalid", "unknown", or the kind of a node's failure.
  std::string verdict;
  /// What is wrong, in a word each: "lost", "G1a", "liveness", "node failure".
  std::set<std::string> anomalies;
  std::string first_anomaly;           ///< the one that its text begins with
  std::optional<Recording> recording;  ///< none after a node failure
  Json results;           ///< as judge() gives them; after a node failure with its "error"
  std::string report;     ///< for a person
  History until_failure;  ///< what had happened when a node failed
  Time began{0};          ///< where the history's times count from

  const History& history() const { return recording ? recording->history : until_failure; }
};

/// Runs and judges the test. A verdict of "unknown" does not pass. With a director, what is left
/// open is as that decides.
Trial run_trial(const TestOptions& options, Network::Observer on_network_event = nullptr,
                std::shared_ptr<Director> director = nullptr);

/// What results.json says of a test that an error ended.
Json results_of_error(const TestOptions& options, const std::string& error);

/// The same of a node's failure, which is a finding, too.
Json results_of_failure(const TestOptions& options, const NodeFailure& failure);

}  // namespace eddy
