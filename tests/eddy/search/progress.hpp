#pragma once

#include <chrono>
#include <string>

namespace eddy {

/// Tells on standard error how far something long has come, once it has taken two seconds. On a
/// terminal it is a line each second that replaces the last one, else a line every five seconds.
class ProgressLine {
 public:
  ~ProgressLine();

  /// Has to be called often. It writes when it is time.
  void show(const std::string& text);

 private:
  using Clock = std::chrono::steady_clock;

  Clock::time_point started_ = Clock::now();
  Clock::time_point shown_ = started_;
  bool line_is_open_ = false;
};

}  // namespace eddy
