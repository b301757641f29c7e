#include "tests/eddy/search/sweep.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <iostream>
#include <system_error>

#include "tests/eddy/run/trial.hpp"
#include "tests/platform.hpp"

namespace eddy {
namespace {

/// What a process says of one seed; small enough to be written in one piece.
struct Report {
  std::uint64_t seed;
  bool passed;
};

/// A process that runs its share of the seeds.
struct Runner {
  pid_t pid;
  int reports_fd;
  std::uint64_t next_seed;  ///< the one that it is at
};

[[noreturn]] void run_seeds(TestOptions test, std::uint64_t first, std::uint64_t end,
                            std::uint64_t step, int reports_fd) {
  end_with_parent();
  try {
    for (test.seed = first; test.seed < end; test.seed += step) {
      const Report report = {test.seed, run_trial(test).passed};
      if (write(reports_fd, &report, sizeof report) != sizeof report) _exit(1);
    }
  } catch (const std::exception& error) {
    std::cerr << "seed " << test.seed << ": " << error.what() << std::endl;
    _exit(1);  // the parent's stack is not this process's to unwind
  }
  _exit(0);
}

Runner start_runner(const TestOptions& test, std::uint64_t first, std::uint64_t end,
                    std::uint64_t step) {
  int fds[2];
  if (pipe(fds) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  const pid_t pid = fork();
  if (pid < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (pid == 0) {
    close(fds[0]);
    run_seeds(test, first, end, step, fds[1]);
  }
  close(fds[1]);
  return {pid, fds[0], first};
}

void stop_runner(const Runner& runner) {
  kill(runner.pid, SIGKILL);
  waitpid(runner.pid, nullptr, 0);
  close(runner.reports_fd);
}

/// Takes one report, or notices the runner's end. Returns whether it goes on. Where
/// a seed has ended the process, another goes on behind it.
bool take_report(Runner& runner, const TestOptions& test, std::uint64_t end, std::uint64_t step,
                 SweepResult& result) {
  Report report{};
  if (read(runner.reports_fd, &report, sizeof report) == sizeof report) {
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
  stop_runner(runner);
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
    for (const Runner& runner : runners) fds.push_back({runner.reports_fd, POLLIN, 0});
    poll(fds.data(), fds.size(), 1000);
    for (std::size_t i = runners.size(); i-- > 0;)
      if (fds[i].revents != 0 && !take_report(runners[i], test, end, step, result)) {
        stop_runner(runners[i]);
        runners.erase(runners.begin() + static_cast<std::ptrdiff_t>(i));
      }
    on_progress(result);
  }
  for (const Runner& runner : runners) stop_runner(runner);
  std::sort(result.failed.begin(), result.failed.end());
  std::sort(result.died.begin(), result.died.end());
  return result;
}

}  // namespace eddy
