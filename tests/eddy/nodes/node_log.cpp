#include "tests/eddy/nodes/node_log.hpp"

#include <algorithm>
#include <cstdio>

namespace eddy {

NodeLog::NodeLog(const std::string& node, const Options& options)
    : node_(node), show_(options.show) {
  if (!options.directory.empty()) file_.open(options.directory + "/" + node + ".log");
}

void NodeLog::write(std::string_view text) {
  if (file_.is_open()) file_ << text << std::flush;
  for (std::size_t end; (end = text.find('\n')) != std::string_view::npos;
       text.remove_prefix(end + 1)) {
    keep(text.substr(0, end));
    finish_line();
  }
  keep(text);
}

/// Only so much of a line is remembered, as it may have no end. The file has all of it.
void NodeLog::keep(std::string_view text) {
  constexpr std::size_t max_kept = 1 << 16;
  unfinished_ += text.substr(0, max_kept - std::min(max_kept, unfinished_.size()));
}

void NodeLog::finish_line() {
  if (show_) std::fprintf(stderr, "%s: %s\n", node_.c_str(), unfinished_.c_str());
  lines_.push_back(std::move(unfinished_));
  unfinished_.clear();
  if (lines_.size() > lines_kept) lines_.pop_front();
}

std::deque<std::string> NodeLog::last_lines() const {
  std::deque<std::string> lines = lines_;
  if (!unfinished_.empty()) lines.push_back(unfinished_);
  if (lines.size() > lines_kept) lines.pop_front();
  return lines;
}

}  // namespace eddy
