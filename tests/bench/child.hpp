#pragma once

#include <chrono>
#include <string>

/// What a program took that ran to its end.
struct Cost {
  double cpu_s = 0;     ///< user and system
  double wall_s = 0;    ///< while it was fed
  double peak_kib = 0;  ///< of resident memory
};

/// Runs the program with the file as its input; its output is thrown away.
Cost run_on_file(const std::string& program, const std::string& input_file);

/// Runs the program on pipes: `count` times the line, of which up to `window` wait for
/// their answers, a line each, at any time. `first` is sent before, and answered.
Cost run_in_flight(const std::string& program, const std::string& first, const std::string& line,
                   int count, int window);
