#include "tests/eddy/judge/recognize.hpp"

#include <map>

namespace eddy {
namespace {

/// Both kafka and txn-rw-register have transactions: their first step tells.
std::optional<std::string> workload_of_txn(const Value& txn) {
  if (!txn.is_array() || txn.empty() || !txn[0].is_array() || txn[0].empty()) return std::nullopt;
  const Json& step = txn[0][0];
  if (step == "send" || step == "poll") return "kafka";
  if (step == "r" || step == "w") return "txn-rw-register";
  return std::nullopt;
}

/// Both broadcast and g-counter have reads, of lists and of numbers.
std::optional<std::string> workload_of_read(const Value& read) {
  if (read.is_array()) return "broadcast";
  if (read.is_number()) return "g-counter";
  return std::nullopt;
}

std::optional<std::string> workload_of(const Op& op) {
  static const std::map<std::string, std::string> workloads = {
      {"echo", "echo"},     {"generate", "unique-ids"}, {"broadcast", "broadcast"},
      {"add", "g-counter"}, {"send", "kafka"},          {"poll", "kafka"},
      {"assign", "kafka"},  {"crash", "kafka"}};
  if (op.f == "txn") return workload_of_txn(op.value);
  if (op.f == "read") return workload_of_read(op.value);
  const auto found = workloads.find(op.f);
  return found == workloads.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

std::optional<std::string> other_workload(const History& history, const std::string& workload) {
  std::optional<std::string> other;
  for (const Op& op : history) {
    if (op.process == nemesis_process) continue;
    const auto found = workload_of(op);
    if (found == workload) return std::nullopt;
    if (!other) other = found;
  }
  return other;
}

}  // namespace eddy
