#pragma once

#include <sys/types.h>

#include <functional>

namespace eddy {

/// A copy of this process, which works and tells of it by a pipe.
struct Forked {
  pid_t pid = 0;
  int fd = -1;  ///< what it has written can be read here
};

/// Starts one that calls `work` with the end of the pipe to write to, and then ends: with
/// status 0, or with 1 and what it was on standard error if work throws an exception. Throws
/// std::system_error.
Forked start_forked(const std::function<void(int fd)>& work);

/// Waits for the end of one whose pipe has ended. Returns its status as waitpid() gives it.
int await_forked(const Forked& forked);

/// Ends it, wherever it is.
void stop_forked(const Forked& forked);

}  // namespace eddy
