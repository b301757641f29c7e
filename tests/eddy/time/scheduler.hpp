#pragma once

#include <functional>
#include <map>
#include <stdexcept>
#include <utility>

#include "glomers/time.hpp"
#include "glomers/timers.hpp"

namespace eddy {

using glomers::Time;
using glomers::TimerId;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""us;

/// Somebody pressed Ctrl-C.
struct Interrupted : std::runtime_error {
  Interrupted() : std::runtime_error("interrupted") {}
};

/// From now on the first SIGINT, SIGTERM or SIGHUP does not end the process, which has nodes to
/// end and results to write. It makes a Scheduler's run() throw Interrupted.
void catch_interrupts();

/// The bench's event loop: everything in the bench happens in a callback of it,
/// one at a time. The two kinds differ in their clock only, so that whatever is
/// written against this class runs in real and in virtual time.
class Scheduler {
 public:
  Scheduler() = default;
  virtual ~Scheduler() = default;
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;

  virtual Time now() const = 0;

  /// Runs the callback at `due` (at once, but not within this call, if that has
  /// passed). Callbacks of the same instant run in the order in which they were set.
  TimerId at(Time due, std::function<void()> callback) {
    return timers_.at(due, std::move(callback));
  }
  TimerId after(Time delay, std::function<void()> callback) {
    return at(now() + delay, std::move(callback));
  }
  void cancel(TimerId id) { timers_.cancel(id); }

  /// Runs callbacks until stop(). An exception from a callback ends it and passes
  /// through. Throws Interrupted.
  void run();
  void stop() { stopped_ = true; }

 protected:
  /// Runs what comes next. run() calls it again and again.
  virtual void turn() = 0;

  glomers::Timers timers_;

 private:
  bool stopped_ = false;
};

/// Virtual time: the clock jumps to the next callback's instant. Throws std::logic_error if
/// there is no next callback, or if time does not get beyond one instant.
class VirtualLoop : public Scheduler {
 public:
  Time now() const override { return now_; }

 protected:
  void turn() override;

 private:
  static constexpr int most_callbacks_in_an_instant = 10'000'000;

  Time now_{0};
  int callbacks_in_this_instant_ = 0;
};

/// Real time, and file descriptors beside timers.
class RealLoop : public Scheduler {
 public:
  using OnReady = std::function<void()>;

  Time now() const override;

  /// Calls back whenever poll(2) reports one of `events`, an error or a hang-up. It does so until
  /// unwatch(), which must come before the descriptor is closed.
  void watch(int fd, short events, OnReady on_ready) { watched_[fd] = {events, on_ready}; }
  void unwatch(int fd) { watched_.erase(fd); }

 protected:
  void turn() override;

 private:
  struct Watch {
    short events;
    OnReady on_ready;
  };

  void poll_until(Time due);

  std::map<int, Watch> watched_;
};

}  // namespace eddy
