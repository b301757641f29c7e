#include "tests/eddy/nodes/node_host.hpp"

#include <utility>

namespace eddy {
namespace {

/// The beginning of a long line. The node's log has all of it.
std::string cut_short(const std::string& line) {
  constexpr std::size_t max_shown = 200;
  if (line.size() <= max_shown) return line;
  return line.substr(0, max_shown) + "... (" + std::to_string(line.size()) + " bytes)";
}

std::string report(const std::string& node, const std::string& cause, const std::string& line,
                   const std::deque<std::string>& last_log_lines) {
  std::string text = "node " + node + " " + cause;
  if (!line.empty()) text += "\n  the line: " + cut_short(line);
  if (last_log_lines.empty()) return text + "\n  it wrote nothing to stderr";
  text += "\n  the last lines of its stderr:";
  for (const std::string& log_line : last_log_lines) text += "\n    " + cut_short(log_line);
  return text;
}

}  // namespace

NodeFailure::NodeFailure(std::string what_kind, std::string node_id, const std::string& cause,
                         const std::string& line, const std::deque<std::string>& last_log_lines)
    : std::runtime_error(report(node_id, cause, line, last_log_lines)),
      kind(std::move(what_kind)),
      node(std::move(node_id)) {}

}  // namespace eddy
