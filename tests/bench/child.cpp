#include "tests/bench/child.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <system_error>

#include "tests/pipe.hpp"
#include "tests/platform.hpp"

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

pid_t start(const std::string& program, int input, int output) {
  const pid_t pid = fork();
  if (pid < 0) fail("fork");
  if (pid > 0) return pid;
  dup2(input, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  execl(program.c_str(), program.c_str(), nullptr);
  _exit(127);
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

Cost finish(pid_t pid, Clock::time_point began, const std::string& program) {
  int status = 0;
  rusage used = {};
  if (wait4(pid, &status, 0, &used) < 0) fail("wait4");
  if (status != 0) throw std::runtime_error(program + " did not end well");
  return {seconds(used.ru_utime) + seconds(used.ru_stime),
          std::chrono::duration<double>(Clock::now() - began).count(),
          static_cast<double>(peak_kib(used))};
}

void write_all(int fd, const std::string& text) {
  for (std::size_t written = 0; written < text.size();) {
    const ssize_t n = write(fd, text.data() + written, text.size() - written);
    if (n < 0) fail("write");
    written += static_cast<std::size_t>(n);
  }
}

/// Waits for some output; how many lines end in it.
int read_lines(int fd) {
  char buffer[1 << 16];
  const ssize_t n = read(fd, buffer, sizeof buffer);
  if (n <= 0) fail("read");
  return static_cast<int>(std::count(buffer, buffer + n, '\n'));
}

}  // namespace

Cost run_on_file(const std::string& program, const std::string& input_file) {
  const int input = open(input_file.c_str(), O_RDONLY | O_CLOEXEC);
  const int output = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (input < 0 || output < 0) fail(input_file);
  const auto began = Clock::now();
  const pid_t pid = start(program, input, output);
  close(input);
  close(output);
  return finish(pid, began, program);
}

Cost run_in_flight(const std::string& program, const std::string& first, const std::string& line,
                   int count, int window) {
  const Pipe to_child = make_pipe();
  const Pipe from_child = make_pipe();
  const pid_t pid = start(program, to_child.read_end, from_child.write_end);
  close(to_child.read_end);
  close(from_child.write_end);
  write_all(to_child.write_end, first);
  read_lines(from_child.read_end);
  const auto began = Clock::now();
  for (int sent = 0, answered = 0; answered < count;) {
    // As many as there is room for, at once.
    std::string lines;
    for (; sent < count && sent - answered < window; ++sent) lines += line;
    write_all(to_child.write_end, lines);
    answered += read_lines(from_child.read_end);
  }
  const double wall_s = std::chrono::duration<double>(Clock::now() - began).count();
  close(to_child.write_end);
  Cost cost = finish(pid, began, program);
  cost.wall_s = wall_s;
  close(from_child.read_end);
  return cost;
}
