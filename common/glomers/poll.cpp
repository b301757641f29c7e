#define _DARWIN_UNLIMITED_SELECT  // or macOS refuses descriptors beyond FD_SETSIZE

#include "glomers/poll.hpp"

#include <sys/select.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>

namespace glomers {
namespace {

constexpr int max_descriptors = 1 << 16;
/// A longer wait ends too early, as macOS refuses to wait for years.
constexpr Time max_wait = std::chrono::hours(24);

/// A set of descriptors of any size: one fd_set behind the other, of which pselect(2) reads as
/// many as its first argument says.
class DescriptorSet {
 public:
  /// Makes an empty set for descriptors below `end`.
  explicit DescriptorSet(int end) { std::fill_n(sets_, end / FD_SETSIZE + 1, fd_set{}); }

  void add(int fd) { FD_SET(fd % FD_SETSIZE, &sets_[fd / FD_SETSIZE]); }
  bool has(int fd) const { return FD_ISSET(fd % FD_SETSIZE, &sets_[fd / FD_SETSIZE]); }
  fd_set* data() { return sets_; }

 private:
  fd_set sets_[max_descriptors / FD_SETSIZE];
};

}  // namespace

// This uses pselect(), as macOS has no ppoll().
int poll_for(std::span<pollfd> fds, std::optional<Time> timeout) {
  int end = 0;
  for (const pollfd& fd : fds) end = std::max(end, fd.fd + 1);
  if (end >= max_descriptors) {
    errno = EINVAL;
    return -1;
  }
  DescriptorSet readable(end);
  DescriptorSet writable(end);
  for (const pollfd& fd : fds) {
    if (fd.fd >= 0 && (fd.events & POLLIN) != 0) readable.add(fd.fd);
    if (fd.fd >= 0 && (fd.events & POLLOUT) != 0) writable.add(fd.fd);
  }
  const Time wait = std::min(timeout.value_or(Time(0)), max_wait);
  const timespec time = {wait / 1s, (wait % 1s).count()};
  const int result =
      pselect(end, readable.data(), writable.data(), nullptr, timeout ? &time : nullptr, nullptr);
  int ready = 0;
  for (pollfd& fd : fds) {
    fd.revents = 0;
    if (result <= 0 || fd.fd < 0) continue;
    if ((fd.events & POLLIN) != 0 && readable.has(fd.fd)) fd.revents |= POLLIN;
    if ((fd.events & POLLOUT) != 0 && writable.has(fd.fd)) fd.revents |= POLLOUT;
    ready += fd.revents != 0;
  }
  return result < 0 ? result : ready;
}

}  // namespace glomers
