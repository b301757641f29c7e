#pragma once

#include "tests/eddy/nodes/node_log.hpp"
#include "tests/eddy/run/options.hpp"
#include "tests/eddy/run/run.hpp"

namespace eddy {

/// Who watches a test, beside its checkers, or directs it.
struct Watchers {
  NodeLog::Options node_log = {};
  Network::Observer on_network_event = nullptr;
  std::function<void(const TestRun::Progress&)> on_progress = nullptr;
  std::function<void(const Recorder&)> on_aborted = nullptr;
  std::shared_ptr<Director> director = nullptr;  ///< of a simulated test
};

/// Runs a test, in virtual or in real time as the options say, whose names must
/// be valid. Throws NodeFailure and Interrupted.
Recording run_test(const TestOptions& options, const Watchers& watchers = {});

}  // namespace eddy
