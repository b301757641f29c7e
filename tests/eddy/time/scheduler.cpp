#include "tests/eddy/time/scheduler.hpp"

#include <poll.h>
#include <signal.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <vector>

#include "glomers/poll.hpp"

namespace eddy {
namespace {

volatile sig_atomic_t interrupted = 0;

}  // namespace

void catch_interrupts() {
  struct sigaction action = {};
  action.sa_handler = [](int) { interrupted = 1; };
  action.sa_flags = SA_RESETHAND;
  for (const int signal_number : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before = {};
    sigaction(signal_number, nullptr, &before);
    if (before.sa_handler != SIG_IGN)
      sigaction(signal_number, &action, nullptr);  // what nohup ignores stays ignored
  }
}

void Scheduler::run() {
  stopped_ = false;
  while (!stopped_) {
    if (interrupted) throw Interrupted();
    turn();
  }
}

void VirtualLoop::turn() {
  const auto due = timers_.next_due();
  if (!due) throw std::logic_error("nothing is left to happen, yet nobody stopped the loop");
  callbacks_in_this_instant_ = *due > now_ ? 0 : callbacks_in_this_instant_ + 1;
  if (callbacks_in_this_instant_ > most_callbacks_in_an_instant)
    throw std::logic_error("virtual time stands still: a timer without delay is set for ever");
  now_ = std::max(now_, *due);
  (*timers_.pop_due(now_))();
}

Time RealLoop::now() const {
  return std::chrono::steady_clock::now().time_since_epoch();
}

void RealLoop::turn() {
  const Time start = now();
  while (auto callback = timers_.pop_due(start)) (*callback)();
  poll_until(timers_.next_due().value_or(start + 1s));
}

void RealLoop::poll_until(Time due) {
  std::vector<pollfd> fds;
  for (const auto& [fd, watch] : watched_) fds.push_back({fd, watch.events, 0});
  if (glomers::poll_for(fds, std::max(due - now(), Time(0))) < 0 && errno != EINTR)
    throw std::system_error(errno, std::generic_category(), "poll_for");
  for (const pollfd& ready : fds) {
    const auto watch = watched_.find(ready.fd);  // an earlier callback may have ended it
    if (ready.revents != 0 && watch != watched_.end()) OnReady(watch->second.on_ready)();
  }
}

}  // namespace eddy
