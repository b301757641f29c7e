#include "glomers/signals.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>

namespace glomers {
namespace {

volatile sig_atomic_t sigterm_came = 0;
volatile sig_atomic_t sigcont_came = 0;
int wake_up_pipe[2] = {-1, -1};

void on_sigterm(int) {
  sigterm_came = 1;
  [[maybe_unused]] const auto ignored = write(wake_up_pipe[1], "", 1);
}

void on_sigcont(int) {
  sigcont_came = 1;
}

}  // namespace

Signals::Signals() {
  if (pipe(wake_up_pipe) != 0) std::perror("pipe");
  fcntl(wake_up_pipe[1], F_SETFL, O_NONBLOCK);
  struct sigaction action = {};
  action.sa_handler = on_sigterm;
  sigaction(SIGTERM, &action, nullptr);
  action.sa_handler = on_sigcont;
  action.sa_flags = SA_RESTART;
  sigaction(SIGCONT, &action, nullptr);
  signal(SIGPIPE, SIG_IGN);
}

bool Signals::terminated() const {
  return sigterm_came != 0;
}

bool Signals::stopped() const {
  return sigcont_came != 0;
}

bool Signals::take_stopped() {
  const bool stopped_before = stopped();
  sigcont_came = 0;
  return stopped_before;
}

int Signals::wake_up_fd() const {
  return wake_up_pipe[0];
}

}  // namespace glomers
