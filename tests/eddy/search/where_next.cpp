#include "tests/eddy/search/where_next.hpp"

#include <set>

#include "tests/eddy/history/mention.hpp"
#include "tests/eddy/run/command_line.hpp"

namespace eddy {
namespace {

/// The first explanation that names an operation; null if none does.
Json first_with_place(const Json& results) {
  for (const Json& each : results.value("explanations", Json::array()))
    if (!each["ops"].empty()) return each;
  return nullptr;
}

std::string where_to_look(const TestOptions& options, const Json& results,
                          const std::filesystem::path& folder) {
  const std::string timeline = (folder / "timeline.txt").string();
  const Json place = first_with_place(results);
  if (place.is_null()) return timeline + ", at its end";
  std::string text = timeline + ", at " + in_seconds(place["time"]) + ":";
  for (const Json& op : place["ops"])
    text += (op == place["ops"].front() ? " op " : ", op ") + op.dump();
  if (options.simulate) return text;
  std::set<std::string> logs;
  for (const Json& node : place["nodes"]) logs.insert(node.get<std::string>() + ".log");
  text += "; in node-logs/";
  for (const std::string& log : logs) text += (log == *logs.begin() ? "" : ", ") + log;
  return text;
}

/// A command that tells more, and what it tells.
std::string what_to_try(TestOptions options) {
  const char* what = "shows what the nodes log meanwhile";
  if (options.simulate || (options.faults.empty() && options.node_count == 1)) {
    options.log_stderr = true;
  } else if (!options.faults.empty()) {
    options.faults.clear();
    what = "if this passes, a fault is part of the cause";
  } else {
    options.node_count = 1;
    what = "if this passes, what nodes tell each other is part of the cause";
  }
  return command_line(options) + "  (" + what + ")";
}

}  // namespace

std::string where_next(const TestOptions& options, const Json& results,
                       const std::filesystem::path& folder) {
  return "why         " + results.value("why", std::string()) + "\nlook        " +
         where_to_look(options, results, folder) + "\ntry         " + what_to_try(options) + '\n';
}

}  // namespace eddy
