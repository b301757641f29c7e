#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "glomers/poll.hpp"
#include "tests/catch.hpp"
#include "tests/pipe.hpp"

namespace {

using glomers::poll_for;
using glomers::Time;
using namespace std::chrono_literals;

Time time_of_wait(Time timeout) {
  const auto start = std::chrono::steady_clock::now();
  CHECK(poll_for({}, timeout) == 0);
  return std::chrono::steady_clock::now() - start;
}

/// A pipe that is closed when the test ends. Its reading end has the number that is asked for.
class PipeAt {
 public:
  explicit PipeAt(int number) : pipe_(make_pipe()) {
    REQUIRE(dup2(pipe_.read_end, number) == number);
    close(pipe_.read_end);
    pipe_.read_end = number;
  }
  ~PipeAt() {
    close(pipe_.read_end);
    close(pipe_.write_end);
  }
  PipeAt(const PipeAt&) = delete;
  PipeAt& operator=(const PipeAt&) = delete;

  void fill() { CHECK(write(pipe_.write_end, "x", 1) == 1); }
  pollfd reading() const { return {pipe_.read_end, POLLIN, 0}; }
  pollfd writing() const { return {pipe_.write_end, POLLOUT, 0}; }

 private:
  Pipe pipe_;
};

TEST_CASE("a wait lasts as long as was asked for, and parts of a millisecond count") {
  Time shortest = time_of_wait(200us);
  for (int i = 0; i < 200; ++i) shortest = std::min(shortest, time_of_wait(200us));
  CHECK(shortest >= 200us);
  CHECK(shortest < 1ms);
}

TEST_CASE("a wait tells which descriptors are ready") {
  PipeAt empty(100);
  PipeAt full(101);
  full.fill();
  pollfd fds[] = {empty.reading(), {-1, POLLIN, 0}, full.reading(), full.writing()};
  fds[3].events = 0;
  CHECK(poll_for(fds, Time(0)) == 1);
  CHECK(fds[0].revents == 0);
  CHECK(fds[1].revents == 0);
  CHECK(fds[2].revents == POLLIN);
  CHECK(fds[3].revents == 0);
  pollfd room = empty.writing();
  CHECK(poll_for({&room, 1}, Time(0)) == 1);
  CHECK(room.revents == POLLOUT);
}

TEST_CASE("descriptors may be greater than FD_SETSIZE") {
  constexpr int high = 3 * FD_SETSIZE;
  rlimit limit = {};
  getrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_max <= rlim_t{high} + 1) return;  // this machine allows none
  limit.rlim_cur = std::max(limit.rlim_cur, rlim_t{high} + 2);
  REQUIRE(setrlimit(RLIMIT_NOFILE, &limit) == 0);
  PipeAt low(high % FD_SETSIZE + 100);
  PipeAt pipe(high);
  PipeAt next(high + 1);
  pipe.fill();
  pollfd fds[] = {low.reading(), pipe.reading(), next.reading()};
  CHECK(poll_for(fds, Time(0)) == 1);
  CHECK(fds[0].revents == 0);
  CHECK(fds[1].revents == POLLIN);
  CHECK(fds[2].revents == 0);
  fds[0].fd = 1 << 20;
  CHECK(poll_for(fds, Time(0)) == -1);
  CHECK(errno == EINVAL);
}

}  // namespace
