#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "tests/eddy/load/worker.hpp"

namespace eddy {

/// The workload's last operations, all workers beside each other.
class FinalPhase {
 public:
  FinalPhase(Scheduler& scheduler, Random random, Workload& workload,
             std::vector<std::unique_ptr<Worker>>& workers);

  /// Calls back when every worker is done, or the workload's time limit has
  /// passed and the last operation has ended.
  void start(std::function<void()> on_over);

 private:
  void next_step(std::size_t thread);
  void end_worker();

  Scheduler& scheduler_;
  Random random_;
  Workload& workload_;
  std::vector<std::unique_ptr<Worker>>& workers_;
  std::size_t working_;
  bool time_is_over_ = false;
  std::function<void()> on_over_;
};

}  // namespace eddy
