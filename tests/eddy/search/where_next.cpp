#include "tests/eddy/search/where_next.hpp"

#include <set>
#include <stdexcept>

#include "tests/eddy/history/sentence.hpp"
#include "tests/eddy/nodes/program_module.hpp"
#include "tests/eddy/run/command_line.hpp"
#include "tests/eddy/workloads/kinds.hpp"

namespace eddy {
namespace {

/// The first explanation that names an operation; null if none does.
Json first_with_place(const Json& results) {
  for (const Json& each : results.value("explanations", Json::array()))
    if (!each["operations"].empty()) return each;
  return nullptr;
}

std::string where_to_look(const TestOptions& options, const Json& results,
                          const std::filesystem::path& folder) {
  const std::string timeline = (folder / "timeline.txt").string();
  const Json place = first_with_place(results);
  if (place.is_null()) return timeline + ", at its end";
  std::string text = timeline + ", at " + in_seconds(place["time"].get<std::int64_t>()) + ":";
  for (const Json& op : place["operations"])
    text += (op == place["operations"].front() ? " op " : ", op ") + op.dump();
  if (options.simulate) return text;
  std::set<std::string> logs;
  for (const Json& node : place["nodes"]) logs.insert(node.get<std::string>() + ".log");
  text += "; in node-logs/";
  for (const std::string& log : logs) text += (log == *logs.begin() ? "" : ", ") + log;
  return text;
}

/// The model that the node promises, where the test asked for Maelstrom's default
/// alone; else nothing.
std::string promised_model(const TestOptions& options) {
  const bool asked_by_default = options.consistency_models == TestOptions{}.consistency_models;
  if (!workload_kind(options.workload).has_transactions() || !asked_by_default) return "";
  try {
    return load_program(program_path(options)).consistency_model;
  } catch (const std::invalid_argument&) {
    return "";  // no module beside the program tells
  }
}

/// A command that tells more, and what it tells.
std::string what_to_try(TestOptions options, const Json& results) {
  if (results.value("at-start", false) && !options.simulate)
    return command_by_hand(options) + "  (what the program makes of its first message)";
  std::string what = "shows what the nodes log meanwhile";
  const std::string model = promised_model(options);
  if (!model.empty()) {
    what = "the node promises " + model + "; " + options.consistency_models[0] +
           " is Maelstrom's default";
    options.consistency_models = {model};
  } else if (options.simulate || (options.faults.empty() && options.node_count == 1)) {
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
         where_to_look(options, results, folder) + "\ntry         " +
         what_to_try(options, results) + '\n';
}

}  // namespace eddy
