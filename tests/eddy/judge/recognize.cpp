#include "tests/eddy/judge/recognize.hpp"

#include <map>

namespace eddy {
namespace {

/// Both broadcast and g-counter have reads, of lists and of numbers.
std::optional<std::string> workload_of(const Op& op) {
  static const std::map<std::string, std::string> workloads = {
      {"echo", "echo"},     {"generate", "unique-ids"}, {"broadcast", "broadcast"},
      {"add", "g-counter"}, {"send", "kafka"},          {"poll", "kafka"},
      {"assign", "kafka"},  {"crash", "kafka"},         {"txn", "txn-rw-register"}};
  const auto found = workloads.find(op.f);
  if (found != workloads.end()) return found->second;
  if (op.f == "read" && op.value.is_array()) return "broadcast";
  if (op.f == "read" && op.value.is_number()) return "g-counter";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> recognized_workload(const History& history) {
  for (const Op& op : history)
    if (op.process != nemesis_process)
      if (auto workload = workload_of(op)) return workload;
  return std::nullopt;
}

}  // namespace eddy
