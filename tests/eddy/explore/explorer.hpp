#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/eddy/explore/explored_run.hpp"

namespace eddy {

struct ExploreOptions {
  std::size_t deviations = 2;  ///< at most so many in a schedule
  std::uint64_t budget = std::numeric_limits<std::uint64_t>::max();  ///< of events, about
  bool plain = false;                                                ///< alike ones too
  unsigned processes = 1;
};

/// What was run of the schedules with exactly so many deviations.
struct Level {
  std::uint64_t total = 0;   ///< to be run
  std::uint64_t run = 0;     ///< until now, merged ones among them
  std::uint64_t merged = 0;  ///< ended where they came into a state of an earlier one
  std::uint64_t unknown = 0;
  std::uint64_t events = 0;
};

struct Failure {
  Schedule schedule;
  std::string anomalies;
  bool died = false;  ///< it ends its process
};

struct Exploration {
  std::vector<Level> levels;
  std::optional<Failure> failure;  ///< the first with the fewest deviations
  bool interrupted = false;        ///< by Ctrl-C
  bool out_of_budget = false;
  /// What happened to the members of the network, as hashes, of all that ran to their end.
  std::set<std::uint64_t> pasts;

  std::uint64_t events() const;
  std::uint64_t schedules() const;  ///< that were run
};

/// Runs all schedules with 0 deviations, then with 1, and so on, until one fails. Of schedules
/// that come into the same state the first alone is run to its end. The result does not depend
/// on the number of processes.
Exploration explore(const ExploredTest& test, const ExploreOptions& options,
                    const std::function<void(const Exploration&)>& on_progress);

}  // namespace eddy
