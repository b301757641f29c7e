#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace eddy {

/// A process that this one has started, with its ends of three pipes; none of them blocks.
struct Child {
  pid_t pid;
  int input_fd;   ///< its standard input
  int output_fd;  ///< its standard output
  int log_fd;     ///< its standard error
};

/// Starts the program, with all that it may start as a group of processes, in the system's
/// temporary folder: as Maelstrom has it. `command`: its whole path, and its arguments.
Child start_child(const std::vector<std::string>& command);

}  // namespace eddy
