#include "tests/eddy/run/promises.hpp"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "tests/eddy/nodes/program_module.hpp"

namespace eddy {
namespace {

bool has(const std::vector<std::string>& all, const std::string& name) {
  return std::find(all.begin(), all.end(), name) != all.end();
}

/// With it the node keeps what it acknowledged; empty if it does anyway, or if nobody knows.
std::string durable_option(const TestOptions& options) {
  try {
    return load_program(program_path(options)).durable_option;
  } catch (const std::invalid_argument&) {
    return "";  // no module beside the program tells
  }
}

}  // namespace

std::string missing_promise(const TestOptions& options) {
  if (!options.strict || !has(options.faults, "kill")) return "";
  const std::string option = durable_option(options);
  if (option.empty() || has(options.node_arguments, option)) return "";
  return "--strict with --nemesis kill: without " + option +
         " this node loses what it acknowledged when it dies; "
         "add `-- " +
         option + "`, or leave out kill or --strict";
}

bool promises_silence(const TestOptions& options) {
  return !load_program(program_path(options)).has_heartbeats;
}

}  // namespace eddy
