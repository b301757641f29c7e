#include "tests/eddy/search/forked.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <iostream>
#include <system_error>

#include "tests/platform.hpp"

namespace eddy {
namespace {

[[noreturn]] void run_as_child(const std::function<void(int fd)>& work, int fd) {
  end_with_parent();
  try {
    work(fd);
  } catch (const std::exception& error) {
    std::cerr << error.what() << std::endl;
    _exit(1);  // the parent's stack is not this process's to unwind
  }
  _exit(0);
}

}  // namespace

Forked start_forked(const std::function<void(int fd)>& work) {
  int fds[2];
  if (pipe(fds) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  const pid_t pid = fork();
  if (pid < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (pid == 0) {
    close(fds[0]);
    run_as_child(work, fds[1]);
  }
  close(fds[1]);
  return {pid, fds[0]};
}

int await_forked(const Forked& forked) {
  close(forked.fd);
  int status = 0;
  waitpid(forked.pid, &status, 0);
  return status;
}

void stop_forked(const Forked& forked) {
  kill(forked.pid, SIGKILL);
  await_forked(forked);
}

}  // namespace eddy
