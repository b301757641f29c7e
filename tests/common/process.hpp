#pragma once

#include <cstddef>
#include <string>
#include <vector>

/// A child process with its three streams, for the tests of the runtime.
class Process {
 public:
  /// With `nonblocking_output`, the child's writes fail while its pipe is full.
  explicit Process(const std::vector<std::string>& command, bool nonblocking_output = false);
  /// Kills the child if it still runs.
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  /// Writes all of the text, and waits while the child does not read.
  void write(const std::string& text);
  /// Writes the text, or as much of it until the child has not read for half a second. Returns how
  /// many bytes it has written.
  std::size_t write_until_full(const std::string& text);
  void close_input();

  /// The next line of its output, without the newline; empty at the end.
  std::string read_line();
  /// The next line of its stderr.
  std::string read_error_line();
  /// These read all output, and all of stderr, up to their end.
  std::string read_output();
  std::string read_errors();
  /// Gives up the reading end of its output.
  void close_output();

  void signal(int number);
  /// Waits for the end. Returns the exit status, or 1000 + the signal that killed it.
  int wait();
  /// How much memory it has had at most. It is known once wait() has returned.
  long peak_kib() const { return peak_kib_; }

 private:
  int pid_ = -1;
  long peak_kib_ = 0;
  int input_ = -1, output_ = -1, errors_ = -1;
  std::string read_ahead_, errors_read_ahead_;
};
