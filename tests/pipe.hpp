#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

struct Pipe {
  int read_end;
  int write_end;
};

/// A pipe that a program which is started inherits only where it is dup'ed.
inline Pipe make_pipe() {
  int ends[2];
  if (pipe(ends) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  for (const int end : ends) fcntl(end, F_SETFD, FD_CLOEXEC);
  return {ends[0], ends[1]};
}
