#include "tests/eddy/search/sweep.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <stdexcept>

#include "tests/eddy/run/trial.hpp"
#include "tests/eddy/search/forked.hpp"

namespace eddy {
namespace {

/// What a process says of one seed; small enough to be written in one piece.
struct Report {
  std::uint64_t seed;
  bool passed;
};

/// A process that runs its share of the seeds.
struct Runner {
  Forked process;
  std::uint64_t next_seed;  ///< the one that it is at
};

void run_seeds(TestOptions test, std::uint64_t first, std::uint64_t end, std::uint64_t step,
               int reports_fd) {
  test.seed = first;
  try {
    for (; test.seed < end; test.seed += step) {
      const Report report = {test.seed, run_trial(test).passed};
      if (write(reports_fd, &report, sizeof report) != sizeof report) _exit(1);
    }
  } catch (const std::exception& error) {
    throw std::runtime_error("seed " + std::to_string(test.seed) + ": " + error.what());
  }
}

Runner start_runner(const TestOptions& test, std::uint64_t first, std::uint64_t end,
                    std::uint64_t step) {
  return {start_forked([&](int fd) { run_seeds(test, first, end, step, fd); }), first};
}

/// Takes one report, or notices the runner's end. Returns whether it goes on. Where
/// a seed has ended the process, another goes on behind it.
bool take_report(Runner& runner, const TestOptions& test, std::uint64_t end, std::uint64_t step,
                 SweepResult& result) {
  Report report{};
  if (read(runner.process.fd, &report, sizeof report) == sizeof report) {
    if (report.passed)
      ++result.passed;
    else
      result.failed.push_back(report.seed);
    runner.next_seed = report.seed + step;
    return true;
  }
  if (runner.next_seed >= end) return false;
  result.failed.push_back(runner.next_seed);
  result.died.push_back(runner.next_seed);
  stop_forked(runner.process);
  runner = start_runner(test, runner.next_seed + step, end, step);
  return true;
}

}  // namespace

SweepResult sweep(const TestOptions& test, const SweepOptions& options,
                  const std::function<void(const SweepResult&)>& on_progress) {
  const std::uint64_t end = test.seed + options.seeds;
  const std::uint64_t step = std::max(1U, options.processes);
  std::vector<Runner> runners;
  for (std::uint64_t i = 0; i < step; ++i)
    runners.push_back(start_runner(test, test.seed + i, end, step));
  SweepResult result;
  while (!runners.empty() && (options.keep_going || result.failed.empty())) {
    std::vector<pollfd> fds;
    for (const Runner& runner : runners) fds.push_back({runner.process.fd, POLLIN, 0});
    poll(fds.data(), fds.size(), 1000);
    for (std::size_t i = runners.size(); i-- > 0;)
      if (fds[i].revents != 0 && !take_report(runners[i], test, end, step, result)) {
        stop_forked(runners[i].process);
        runners.erase(runners.begin() + static_cast<std::ptrdiff_t>(i));
      }
    on_progress(result);
  }
  for (const Runner& runner : runners) stop_forked(runner.process);
  std::sort(result.failed.begin(), result.failed.end());
  std::sort(result.died.begin(), result.died.end());
  return result;
}

}  // namespace eddy
