#include "tests/eddy/search/progress.hpp"

#include <unistd.h>

#include <cstdio>

namespace eddy {

void ProgressLine::show(const std::string& text) {
  using std::chrono::seconds;
  const bool terminal = isatty(STDERR_FILENO) != 0;
  const auto now = Clock::now();
  if (now - started_ < seconds(2) || now - shown_ < seconds(terminal ? 1 : 5)) return;
  shown_ = now;
  std::fprintf(stderr, terminal ? "\r\033[K%s" : "%s\n", text.c_str());
  line_is_open_ = terminal;
}

ProgressLine::~ProgressLine() {
  if (line_is_open_) std::fputs("\r\033[K", stderr);
}

}  // namespace eddy
