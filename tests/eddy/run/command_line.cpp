#include "tests/eddy/run/command_line.hpp"

#include <charconv>
#include <vector>

#include "glomers/complaint.hpp"
#include "tests/platform.hpp"

namespace eddy {
namespace {

/// The shortest text that is read back as the same number.
std::string number(double value) {
  char text[64];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  return {text, end};
}

std::string joined(const std::vector<std::string>& names) {
  return glomers::joined(names, ",");
}

}  // namespace

std::string quoted(const std::string& word) {
  constexpr const char* plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./,:=+@%";
  if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + '\'';
}

std::string command_line(const TestOptions& options) {
  const TestOptions defaults;
  std::string text = quoted(invocation_name()) + " test -w " + quoted(options.workload);
  const auto add = [&](const std::string& name, const std::string& value, bool is_default) {
    if (!is_default) text += " --" + name + " " + quoted(value);
  };
  const auto add_number = [&](const std::string& name, double value, double default_value) {
    add(name, number(value), value == default_value);
  };
  if (options.simulate) text += " --simulate";
  add("bin", options.bin, options.bin.empty());
  text += " --seed " + std::to_string(options.seed);
  if (options.node_names.empty())
    add("node-count", std::to_string(options.node_count), false);
  else
    add("nodes", joined(node_ids(options)), false);
  add("concurrency", options.concurrency, options.concurrency == defaults.concurrency);
  add_number("rate", options.rate, defaults.rate);
  add_number("time-limit", options.time_limit_s, defaults.time_limit_s);
  add_number("latency", options.latency_ms, defaults.latency_ms);
  add("latency-dist", options.latency_distribution,
      options.latency_distribution == defaults.latency_distribution);
  add("delivery", options.delivery, options.delivery == defaults.delivery);
  add_number("lateness", options.lateness_ms, defaults.lateness_ms);
  add("topology", options.topology, options.topology == defaults.topology);
  add("nemesis", joined(options.faults), options.faults.empty());
  add_number("nemesis-interval", options.nemesis_interval_s, defaults.nemesis_interval_s);
  add_number("p-loss", options.fault_options.p_loss, defaults.fault_options.p_loss);
  add_number("p-duplicate", options.fault_options.p_duplicate, defaults.fault_options.p_duplicate);
  if (options.availability) add_number("availability", *options.availability, -1);
  if (options.strict) text += " --strict";
  add("consistency-models", joined(options.consistency_models),
      options.consistency_models == defaults.consistency_models);
  add_number("key-count", options.key_count, defaults.key_count);
  add_number("max-txn-length", options.max_txn_length, defaults.max_txn_length);
  add_number("max-writes-per-key", options.max_writes_per_key, defaults.max_writes_per_key);
  if (options.operations) add("operations", options.operations->to_string(), false);
  if (options.log_stderr) text += " --log-stderr";
  if (options.log_net_send) text += " --log-net-send";
  if (options.log_net_recv) text += " --log-net-recv";
  if (!options.node_arguments.empty()) text += " --";
  for (const std::string& argument : options.node_arguments) text += " " + quoted(argument);
  return text;
}

std::string command_by_hand(const TestOptions& options) {
  const std::string node = node_ids(options).front();
  const Json init = {{"type", "init"}, {"msg_id", 1}, {"node_id", node}, {"node_ids", {node}}};
  const std::string line = "{\"id\":0," + glomers::to_line({"c0", node, init, {}}).substr(1);
  std::string text = "echo " + quoted(line) + " | " + quoted(options.bin);
  for (const std::string& argument : options.node_arguments) text += " " + quoted(argument);
  return text;
}

}  // namespace eddy
