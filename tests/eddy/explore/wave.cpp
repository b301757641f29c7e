#include "tests/eddy/explore/wave.hpp"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "tests/eddy/search/forked.hpp"
#include "tests/eddy/time/scheduler.hpp"

namespace eddy {
namespace {

constexpr int interrupted_status = 130;

// How a process tells of its runs: one after the other, each as its parts in memory.

template <class T>
void put(std::string& text, const T& value) {
  text.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void put_run(std::string& text, const ExploredRun& run) {
  std::string body;
  put(body, run.end);
  put(body, run.events);
  put(body, run.past);
  put(body, run.anomalies.size());
  body += run.anomalies;
  put(body, run.points.size());
  for (const Point& point : run.points) {
    put(body, point.number);
    put(body, point.state);
    put(body, point.offered.size());
    for (const Deviation each : point.offered) put(body, each);
  }
  put(text, body.size());
  text += body;
}

class Reader {
 public:
  explicit Reader(const std::string& text) : next_(text.data()), end_(next_ + text.size()) {}

  /// Whether a whole run is there still.
  bool has_run() {
    std::size_t size = 0;
    if (left() < sizeof size) return false;
    std::memcpy(&size, next_, sizeof size);
    return left() >= sizeof size + size;
  }

  ExploredRun run() {
    ExploredRun run;
    take<std::size_t>();
    run.end = take<ExploredRun::End>();
    run.events = take<std::uint64_t>();
    run.past = take<std::uint64_t>();
    const auto length = take<std::size_t>();
    run.anomalies.assign(next_, length);
    next_ += length;
    run.points.resize(take<std::size_t>());
    for (Point& point : run.points) {
      point.number = take<std::uint32_t>();
      point.state = take<std::uint64_t>();
      point.offered.resize(take<std::size_t>());
      for (Deviation& each : point.offered) each = take<Deviation>();
    }
    return run;
  }

 private:
  std::size_t left() const { return static_cast<std::size_t>(end_ - next_); }

  template <class T>
  T take() {
    T value;
    std::memcpy(&value, next_, sizeof value);
    next_ += sizeof value;
    return value;
  }

  const char* next_;
  const char* end_;
};

void write_all(int fd, const std::string& text) {
  std::size_t written = 0;
  while (written < text.size()) {
    const ssize_t n = write(fd, text.data() + written, text.size() - written);
    if (n < 0 && errno != EINTR) _exit(1);
    if (n > 0) written += static_cast<std::size_t>(n);
  }
}

/// A process that runs every so manieth of the schedules.
struct Runner {
  Forked process;
  std::size_t first = 0;  ///< the schedule of its first answer
  std::string answers;
};

class Wave {
 public:
  Wave(const ExploredTest& test, const std::vector<Schedule>& schedules, const States* known,
       unsigned processes)
      : test_(test),
        schedules_(schedules),
        known_(known),
        step_(processes),
        runs_(schedules.size()) {}

  std::optional<std::vector<ExploredRun>> run() {
    for (std::size_t i = 0; i < step_; ++i) start(i);
    while (!runners_.empty() && !interrupted_) {
      std::vector<pollfd> fds;
      for (const Runner& runner : runners_) fds.push_back({runner.process.fd, POLLIN, 0});
      if (poll(fds.data(), fds.size(), -1) < 0) interrupted_ = true;
      for (std::size_t i = fds.size(); i-- > 0 && !interrupted_;)
        if (fds[i].revents != 0) read_some(i);
    }
    for (const Runner& runner : runners_) stop_forked(runner.process);
    if (interrupted_) return std::nullopt;
    return std::move(runs_);
  }

 private:
  void start(std::size_t first) {
    if (first >= schedules_.size()) return;
    runners_.push_back({start_forked([&](int fd) { run_all(first, fd); }), first, ""});
  }

  void run_all(std::size_t first, int fd) {
    try {
      for (std::size_t i = first; i < schedules_.size(); i += step_) {
        std::string text;
        put_run(text, run_schedule(test_, schedules_[i], known_));
        write_all(fd, text);
      }
    } catch (const Interrupted&) {
      _exit(interrupted_status);
    }
  }

  void read_some(std::size_t i) {
    char buffer[1 << 16];
    const ssize_t n = read(runners_[i].process.fd, buffer, sizeof buffer);
    if (n > 0) {
      runners_[i].answers.append(buffer, static_cast<std::size_t>(n));
      return;
    }
    Runner ended = std::move(runners_[i]);
    runners_.erase(runners_.begin() + static_cast<std::ptrdiff_t>(i));
    const int status = await_forked(ended.process);
    interrupted_ = WIFEXITED(status) && WEXITSTATUS(status) == interrupted_status;
    std::size_t next = ended.first;
    for (Reader reader(ended.answers); reader.has_run(); next += step_) runs_[next] = reader.run();
    start(next + step_);  // behind the one that ended it, if any is left
  }

  const ExploredTest& test_;
  const std::vector<Schedule>& schedules_;
  const States* known_;
  std::size_t step_;
  std::vector<ExploredRun> runs_;  ///< `died` until it is told otherwise
  std::vector<Runner> runners_;
  bool interrupted_ = false;
};

}  // namespace

std::optional<std::vector<ExploredRun>> run_wave(const ExploredTest& test,
                                                 const std::vector<Schedule>& schedules,
                                                 const States* known, unsigned processes) {
  return Wave(test, schedules, known, processes).run();
}

}  // namespace eddy
