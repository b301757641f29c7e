#include "tests/mutants/hunt.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <stdexcept>
#include <system_error>

#include "tests/eddy/trial.hpp"
#include "tests/mutants/chosen.hpp"
#include "tests/mutants/scenario.hpp"

namespace mutants {
namespace {

/// A test takes some hundredths of a second. One that needs so much never ends:
/// messages or timers beget others faster than virtual time goes on.
constexpr rlim_t cpu_limit_s = 2;

[[noreturn]] void run_child(const std::string& name, const eddy::TestOptions& test, int report_fd) {
  const rlimit limit = {cpu_limit_s, cpu_limit_s + 1};
  setrlimit(RLIMIT_CPU, &limit);
  choose(name);
  std::string report;
  for (const std::string& anomaly : eddy::run_trial(test).anomalies)
    report += (report.empty() ? "" : ", ") + anomaly;
  _exit(write(report_fd, report.data(), report.size()) < 0 ? 1 : 0);
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
std::string anomalies(const std::string& name, const eddy::TestOptions& test) {
  int fds[2];
  if (pipe(fds) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  const pid_t pid = fork();
  if (pid < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (pid == 0) run_child(name, test, fds[1]);
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
  eddy::TestOptions test = scenario(mutant.scenario);
  for (test.seed = 1; test.seed <= seed_limit; ++test.seed) {
    const std::string found = anomalies(mutant.name, test);
    if (found.empty()) continue;
    const std::string without = anomalies("", test);
    if (!without.empty())
      throw std::logic_error(mutant.scenario + " fails without a mutant: seed " +
                             std::to_string(test.seed) + ", " + without);
    return Kill{test.seed, found};
  }
  return std::nullopt;
}

}  // namespace mutants
