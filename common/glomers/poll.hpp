#pragma once

#include <poll.h>

#include <optional>
#include <span>

#include "glomers/time.hpp"

namespace glomers {

/// Waits as poll(2) does, but with a timeout that is finer than a millisecond; without
/// one it waits until a descriptor is ready or a signal comes. Sets no revents but
/// POLLIN and POLLOUT: where an error waits or the other end is gone, the next read
/// or write tells. Returns how many descriptors are ready, or -1 with errno.
int poll_for(std::span<pollfd> fds, std::optional<Time> timeout);

}  // namespace glomers
