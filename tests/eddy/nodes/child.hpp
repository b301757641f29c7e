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

/// Starts the program in the system's temporary folder, as Maelstrom does. It and all that it may
/// start are a group of processes. `command` is its whole path and its arguments.
Child start_child(const std::vector<std::string>& command);

}  // namespace eddy
