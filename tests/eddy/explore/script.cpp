#include "tests/eddy/explore/script.hpp"
#include "tests/eddy/workloads/kinds.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "tests/text.hpp"

namespace eddy {
namespace {

ScriptedOperation parse_operation(const std::vector<std::string>& nodes, const std::string& text) {
  std::istringstream words(text);
  std::string node;
  ScriptedOperation operation{};
  words >> node >> operation.invocation.f;
  std::string value;
  std::getline(words, value);
  value = trimmed(value);
  const auto place = std::find(nodes.begin(), nodes.end(), node);
  if (place == nodes.end() || operation.invocation.f.empty())
    throw std::invalid_argument("--script: '" + text +
                                "' is no node and operation, such as n0 broadcast 1");
  operation.thread = static_cast<std::size_t>(place - nodes.begin());
  try {
    if (!value.empty()) operation.invocation.value = Json::parse(value);
  } catch (const std::exception&) {
    throw std::invalid_argument("--script: in '" + text + "' the value is no JSON");
  }
  return operation;
}

}  // namespace

Script drawn_script(const TestOptions& options, std::size_t count) {
  const auto workload = make_workload(options.workload, workload_options(options));
  const auto threads = static_cast<std::size_t>(worker_count(options));
  Random random(options.seed);
  Script script;
  for (std::size_t i = 0; i < count; ++i) script.push_back({i % threads, workload->next(random)});
  return script;
}

Script parse_script(const TestOptions& options, const std::string& text) {
  const auto nodes = node_ids(options);
  Script script;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line, ';');)
    if (const std::string operation = trimmed(line); !operation.empty())
      script.push_back(parse_operation(nodes, operation));
  if (script.empty()) throw std::invalid_argument("--script: it has no operation");
  return script;
}

std::string to_string(const TestOptions& options, const Script& script) {
  const auto nodes = node_ids(options);
  std::string text;
  for (const auto& [thread, invocation] : script) {
    text += (text.empty() ? "" : "; ") + nodes[thread % nodes.size()] + ' ' + invocation.f;
    if (!invocation.value.is_null()) text += ' ' + invocation.value.dump();
  }
  return text;
}

}  // namespace eddy
