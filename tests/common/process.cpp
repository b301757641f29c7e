#include "tests/common/process.hpp"

#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "tests/pipe.hpp"
#include "tests/platform.hpp"

namespace {

void close_end(int& fd) {
  if (fd >= 0) close(fd);
  fd = -1;
}

std::string next_line(int fd, std::string& read_ahead) {
  std::size_t end;
  while ((end = read_ahead.find('\n')) == std::string::npos) {
    char buffer[1 << 16];
    const ssize_t n = ::read(fd, buffer, sizeof buffer);
    if (n <= 0) return "";
    read_ahead.append(buffer, static_cast<std::size_t>(n));
  }
  const std::string line = read_ahead.substr(0, end);
  read_ahead.erase(0, end + 1);
  return line;
}

std::string read_to_end(int fd) {
  std::string text;
  char buffer[1 << 16];
  for (ssize_t n; (n = ::read(fd, buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(n));
  return text;
}

}  // namespace

Process::Process(const std::vector<std::string>& command, bool nonblocking_output) {
  ::signal(SIGPIPE, SIG_IGN);  // a child that ends early shall not end the test
  std::vector<char*> argv;
  for (const auto& word : command) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  const Pipe in = make_pipe(), out = make_pipe(), err = make_pipe();
  if (nonblocking_output) fcntl(out.write_end, F_SETFL, O_NONBLOCK);
  pid_ = fork();
  if (pid_ == 0) {
    dup2(in.read_end, STDIN_FILENO);
    dup2(out.write_end, STDOUT_FILENO);
    dup2(err.write_end, STDERR_FILENO);
    execv(argv[0], argv.data());
    _exit(127);
  }
  close(in.read_end);
  close(out.write_end);
  close(err.write_end);
  input_ = in.write_end;
  output_ = out.read_end;
  errors_ = err.read_end;
}

Process::~Process() {
  close_end(input_);
  close_end(output_);
  close_end(errors_);
  if (pid_ < 0) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

void Process::write(const std::string& text) {
  for (std::size_t written = 0; written < text.size();) {
    const ssize_t n = ::write(input_, text.data() + written, text.size() - written);
    if (n < 0) throw std::runtime_error("the child does not read its input");
    written += static_cast<std::size_t>(n);
  }
}

std::size_t Process::write_until_full(const std::string& text) {
  constexpr int patience_ms = 500;
  constexpr std::size_t piece = PIPE_BUF;  // when poll() says that there is room, so much fits
  std::size_t written = 0;
  pollfd room = {input_, POLLOUT, 0};
  while (written < text.size() && poll(&room, 1, patience_ms) > 0) {
    const ssize_t n =
        ::write(input_, text.data() + written, std::min(piece, text.size() - written));
    if (n < 0) throw std::runtime_error("the child does not read its input");
    written += static_cast<std::size_t>(n);
  }
  return written;
}

void Process::close_input() {
  close_end(input_);
}

void Process::close_output() {
  close_end(output_);
}

std::string Process::read_line() {
  return next_line(output_, read_ahead_);
}

std::string Process::read_error_line() {
  return next_line(errors_, errors_read_ahead_);
}

std::string Process::read_output() {
  return std::exchange(read_ahead_, "") + read_to_end(output_);
}

std::string Process::read_errors() {
  return std::exchange(errors_read_ahead_, "") + read_to_end(errors_);
}

void Process::signal(int number) {
  kill(pid_, number);
}

int Process::wait() {
  int status = 0;
  rusage used = {};
  wait4(std::exchange(pid_, -1), &status, 0, &used);
  peak_kib_ = ::peak_kib(used);
  return WIFSIGNALED(status) ? 1000 + WTERMSIG(status) : WEXITSTATUS(status);
}
