#include "tests/eddy/explore/explorer.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "tests/eddy/explore/wave.hpp"

namespace eddy {
namespace {

/// So many schedules at most do not know each other's states: more, and more are run in vain;
/// fewer, and processes wait for each other. It must not depend on the number of processes.
constexpr std::size_t schedules_of_a_wave = 512;

class Explorer {
 public:
  Explorer(const ExploredTest& test, const ExploreOptions& options,
           const std::function<void(const Exploration&)>& on_progress)
      : test_(test), options_(options), on_progress_(on_progress) {}

  Exploration run() {
    std::vector<Schedule> schedules = {{}};
    for (std::size_t level = 0; level <= options_.deviations && !schedules.empty(); ++level) {
      deviates_further_ = level < options_.deviations;
      found_.levels.push_back({schedules.size(), 0, 0, 0, 0});
      std::vector<Schedule> further;
      for (std::size_t first = 0; first < schedules.size(); first += schedules_of_a_wave) {
        const auto begin = schedules.begin() + static_cast<std::ptrdiff_t>(first);
        const auto size = std::min(schedules_of_a_wave, schedules.size() - first);
        if (!run_wave_of({begin, begin + static_cast<std::ptrdiff_t>(size)}, further))
          return std::move(found_);
      }
      schedules = std::move(further);
    }
    return std::move(found_);
  }

 private:
  /// Returns whether to go on.
  bool run_wave_of(const std::vector<Schedule>& schedules, std::vector<Schedule>& further) {
    const auto runs =
        run_wave(test_, schedules, options_.plain ? nullptr : &known_, options_.processes);
    if (!runs) {
      found_.interrupted = true;
      return false;
    }
    for (std::size_t i = 0; i < schedules.size(); ++i) {
      take(schedules[i], (*runs)[i], further);
      if (found_.failure) return false;
    }
    on_progress_(found_);
    found_.out_of_budget = found_.events() > options_.budget;
    return !found_.out_of_budget;
  }

  void take(const Schedule& schedule, const ExploredRun& run, std::vector<Schedule>& further) {
    Level& level = found_.levels.back();
    ++level.run;
    level.events += run.events;
    if (run.end == ExploredRun::End::failed || run.end == ExploredRun::End::died) {
      found_.failure = {schedule, run.anomalies, run.end == ExploredRun::End::died};
      return;
    }
    bool merged = run.end == ExploredRun::End::merged;
    if (!merged) found_.pasts.insert(run.past);
    level.unknown += run.end == ExploredRun::End::unknown;
    for (const Point& point : run.points) {
      // A run of the same wave has been here: what follows is its.
      if (!options_.plain && !known_.insert(point.state).second) {
        merged = true;
        break;
      }
      if (deviates_further_) add_deviations(schedule, point, further);
    }
    level.merged += merged;
  }

  static void add_deviations(const Schedule& schedule, const Point& point,
                             std::vector<Schedule>& further) {
    for (const Deviation deviation : point.offered) {
      further.push_back(schedule);
      further.back().push_back({point.number, deviation});
    }
  }

  const ExploredTest& test_;
  const ExploreOptions& options_;
  const std::function<void(const Exploration&)>& on_progress_;
  Exploration found_;
  States known_;
  bool deviates_further_ = false;
};

}  // namespace

std::uint64_t Exploration::events() const {
  return std::accumulate(levels.begin(), levels.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const Level& level) { return sum + level.events; });
}

std::uint64_t Exploration::schedules() const {
  return std::accumulate(levels.begin(), levels.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const Level& level) { return sum + level.run; });
}

Exploration explore(const ExploredTest& test, const ExploreOptions& options,
                    const std::function<void(const Exploration&)>& on_progress) {
  return Explorer(test, options, on_progress).run();
}

}  // namespace eddy
