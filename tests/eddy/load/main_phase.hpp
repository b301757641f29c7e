#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "tests/eddy/load/worker.hpp"

namespace eddy {

/// Paced operations until the time is over, each by a free worker drawn at
/// random. As under Jepsen, an operation that finds no free worker waits for
/// one, and those after it wait too.
class MainPhase {
 public:
  struct Options {
    double rate = 5;  ///< operations a second; 0: none
    Time time_limit{0};
    std::size_t skip_operations = 0;  ///< so many are drawn but not done
    std::size_t max_operations = static_cast<std::size_t>(-1);
  };

  MainPhase(Scheduler& scheduler, Random random, Workload& workload,
            std::vector<std::unique_ptr<Worker>>& workers, const Options& options);

  /// Calls back when the time is over and the last operation has ended.
  void start(std::function<void()> on_over);

 private:
  /// Operations, the first at once, with gaps drawn uniformly from 0 to twice the mean.
  struct Stream {
    Time mean_gap;
    std::function<Invocation()> next;
    Time due{0};
    bool waiting = false;  ///< an operation is due
    bool blocked = false;  ///< and found no free worker
  };

  void schedule(Stream& stream);
  /// Begins what waits, as far as there are free workers.
  void dispatch();
  void perform(Worker& worker, Stream& stream);
  void end_if_over();

  Scheduler& scheduler_;
  Random random_;
  Workload& workload_;
  std::vector<std::unique_ptr<Worker>>& workers_;
  std::vector<Stream> streams_;
  Time time_limit_;
  std::size_t operations_to_skip_;
  std::size_t operations_left_;
  bool time_is_over_ = false;
  std::function<void()> on_over_;
};

}  // namespace eddy
