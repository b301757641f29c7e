#pragma once

#include <chrono>
#include <string>

namespace eddy {

/// Tells on standard error how far something long has come: from two seconds
/// on, a line a second that replaces the last on a terminal, else a line every
/// five seconds.
class ProgressLine {
 public:
  ~ProgressLine();

  /// To be called often; writes where it is time.
  void show(const std::string& text);

 private:
  using Clock = std::chrono::steady_clock;

  Clock::time_point started_ = Clock::now();
  Clock::time_point shown_ = started_;
  bool line_is_open_ = false;
};

}  // namespace eddy
