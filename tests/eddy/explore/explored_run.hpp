#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/eddy/explore/scheduled_director.hpp"
#include "tests/eddy/run/trial.hpp"

namespace eddy {

/// The tiny test of which all schedules are run.
struct ExploredTest {
  TestOptions options;  ///< its time limit is how long there are points
  Script script;
};

/// One schedule, run to its end or into a state that was known.
struct ExploredRun {
  enum class End : std::uint8_t {
    passed,
    unknown,  ///< nothing in it could be judged
    failed,
    merged,  ///< it came into a known state
    died     ///< it ended its process
  };

  End end = End::died;
  std::uint64_t events = 0;
  std::uint64_t past = 0;  ///< what happened to each member of the network, as a hash
  std::vector<Point> points;
  std::string anomalies;  ///< of one that failed
};

using States = ScheduledDirector::States;

/// Runs the schedule. Throws std::invalid_argument if a point of it does not offer its deviation.
ExploredRun run_schedule(const ExploredTest& test, const Schedule& schedule,
                         const States* known = nullptr);

/// The same with all that a report tells.
struct ToldRun {
  Trial trial;
  std::vector<std::string> sentences;  ///< of the deviations
};
ToldRun run_and_tell(const ExploredTest& test, const Schedule& schedule,
                     const Network::Observer& on_network_event);

}  // namespace eddy
