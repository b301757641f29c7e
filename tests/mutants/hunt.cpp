#include "tests/mutants/hunt.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <system_error>

#include "tests/eddy/run/trial.hpp"
#include "tests/mutants/chosen.hpp"
#include "tests/mutants/scenario.hpp"

namespace mutants {
namespace {

/// A test takes some hundredths of a second. One that needs so much never ends:
/// messages or timers beget others faster than virtual time goes on.
constexpr rlim_t cpu_limit_s = 2;

bool too_many_messages(const Scenario& scenario, const eddy::Trial& trial) {
  if (!trial.recording) return false;
  const eddy::Json& servers = trial.recording->net["servers"];
  return servers.value("msgs-per-op", 0.0) > scenario.most_messages_per_operation;
}

bool lags(const Scenario& scenario, const eddy::Trial& trial) {
  if (!trial.recording || scenario.test.workload != "kafka") return false;
  const eddy::Json& worst = trial.results["workload"]["worst-realtime-lag"];
  return worst["lag"].get<double>() > scenario.longest_lag_s;
}

[[noreturn]] void run_child(const std::string& name, const Scenario& scenario, int report_fd) {
  const rlimit limit = {cpu_limit_s, cpu_limit_s + 1};
  setrlimit(RLIMIT_CPU, &limit);
  setenv(mutant_variable, name.c_str(), 1);
  try {
    eddy::Trial trial = eddy::run_trial(scenario.test);
    if (too_many_messages(scenario, trial)) trial.anomalies.insert("messages");
    if (lags(scenario, trial)) trial.anomalies.insert("lag");
    std::string report;
    for (const std::string& anomaly : trial.anomalies)
      report += (report.empty() ? "" : ", ") + anomaly;
    _exit(write(report_fd, report.data(), report.size()) < 0 ? 1 : 0);
  } catch (const std::exception&) {
    _exit(1);  // the parent's stack is not this process's to unwind
  }
}

std::string read_all(int fd) {
  std::string text;
  std::array<char, 4096> buffer;
  for (ssize_t n; (n = read(fd, buffer.data(), buffer.size())) > 0;)
    text.append(buffer.data(), static_cast<std::size_t>(n));
  return text;
}

/// What the test objects to, nothing if it passes. In a process of its own, as a
/// mutant may crash.
std::string anomalies(const std::string& name, const Scenario& scenario) {
  int fds[2];
  if (pipe(fds) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  const pid_t pid = fork();
  if (pid < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (pid == 0) run_child(name, scenario, fds[1]);
  close(fds[1]);
  const std::string report = read_all(fds[0]);
  close(fds[0]);
  int status = 0;
  waitpid(pid, &status, 0);
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) return "endless";
  return status == 0 ? report : "crash";
}

}  // namespace

std::optional<Kill> hunt(const Mutant& mutant) {
  Scenario trap = scenario(mutant.scenario);
  std::uint64_t& seed = trap.test.seed;
  for (seed = 1; seed <= seed_limit; ++seed) {
    const std::string found = anomalies(mutant.name, trap);
    if (found.empty()) continue;
    const std::string without = anomalies("", trap);
    if (!without.empty())
      throw std::logic_error(mutant.scenario + " fails without a mutant: seed " +
                             std::to_string(seed) + ", " + without);
    return Kill{seed, found};
  }
  return std::nullopt;
}

}  // namespace mutants
