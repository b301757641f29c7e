#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "tests/eddy/load/number_ranges.hpp"
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
    /// Of all that are drawn, only these are done; by number, from 0.
    std::optional<NumberRanges> operations = std::nullopt;
  };

  MainPhase(Scheduler& scheduler, Random random, Workload& workload,
            std::vector<std::unique_ptr<Worker>>& workers, const Options& options);

  /// Calls back when the time is over and the last operation has ended.
  void start(std::function<void()> on_over);

 private:
  /// Operations, the first at once, with gaps drawn uniformly from 0 to twice the mean.
  struct Stream {
    Time mean_gap;
    std::function<Invocation(int thread)> next;
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
  std::optional<NumberRanges> operations_;
  std::size_t drawn_ = 0;
  bool time_is_over_ = false;
  std::function<void()> on_over_;
};

}  // namespace eddy
