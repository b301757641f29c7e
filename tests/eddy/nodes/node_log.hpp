#pragma once

#include <cstddef>
#include <deque>
#include <fstream>
#include <string>
#include <string_view>

namespace eddy {

/// Keeps what one node writes to its standard error, in a file if one is wanted. Shows it if that
/// is asked for, and remembers the last lines for a report.
class NodeLog {
 public:
  struct Options {
    std::string directory;  ///< gets <node>.log; empty: no file
    bool show = false;      ///< also on the bench's own standard error
  };

  NodeLog(const std::string& node, const Options& options);

  /// Takes any piece of text, whole lines or not.
  void write(std::string_view text);

  /// The last lines, the oldest first; at most 20.
  std::deque<std::string> last_lines() const;

 private:
  static constexpr std::size_t lines_kept = 20;

  void keep(std::string_view text);
  void finish_line();

  std::string node_;
  bool show_;
  std::ofstream file_;
  std::string unfinished_;
  std::deque<std::string> lines_;
};

}  // namespace eddy
