#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "tests/eddy/history/recorder.hpp"
#include "tests/eddy/load/worker.hpp"
#include "tests/eddy/net/choices.hpp"
#include "tests/eddy/nodes/cluster.hpp"

namespace eddy {

/// Decides what a simulated test leaves open, in the place of random numbers: how each message
/// fares, when operations begin, and which faults come.
class Director : public Choices {
 public:
  struct Stage {
    Scheduler& scheduler;
    Network& network;
    Cluster& cluster;
    Recorder& recorder;
    const std::vector<std::unique_ptr<Worker>>& workers;
  };

  /// In the place of load and nemesis. Calls back when every operation and fault has ended. Once a
  /// callback of the scheduler; the stage outlives the director's work.
  virtual void begin(const Stage& stage, std::function<void()> on_over) = 0;
};

}  // namespace eddy
