#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/eddy/faults/fault.hpp"
#include "tests/eddy/time/scheduler.hpp"

namespace eddy {

/// Begins and ends each of its faults in turn, each independently of the others,
/// the first time at once, with pauses drawn uniformly from 0 to twice the interval.
class Nemesis {
 public:
  /// Gets each beginning and end for the history.
  using Record = std::function<void(const std::string& f, const Json& value)>;

  Nemesis(Scheduler& scheduler, Random random, Time interval, std::vector<Fault> faults,
          Record record);

  void start();
  /// Begins nothing any more, and leaves all as it is.
  void hold();
  /// Ends whatever is on, and rests.
  void stop();

 private:
  struct Course {
    Fault fault;
    bool on = false;
    TimerId timer = 0;
  };

  void schedule(Course& course, Time delay);
  void flip(Course& course);

  Scheduler& scheduler_;
  Random random_;
  Time interval_;
  std::vector<Course> courses_;
  Record record_;
};

}  // namespace eddy
