#include "tests/eddy/test_options.hpp"

#include <unistd.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "tests/eddy/checker.hpp"
#include "tests/eddy/programs.hpp"
#include "tests/eddy/workload.hpp"

namespace eddy {
namespace {

using Names = std::vector<std::string>;

std::string joined(const Names& names, const std::string& separator) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : separator) + name;
  return text;
}

void require_known(const std::string& what, const std::string& name, const Names& known) {
  if (std::find(known.begin(), known.end(), name) == known.end())
    throw std::invalid_argument("no " + what + " '" + name + "': one of " + joined(known, ", "));
}

void require(bool condition, const std::string& otherwise) {
  if (!condition) throw std::invalid_argument(otherwise);
}

void validate_program(const TestOptions& options) {
  if (options.simulate) {
    require(options.bin.empty(), "--simulate runs a node in this process: not with --bin");
    find_program(options.workload, options.node);
    return;
  }
  require(!options.bin.empty(), "--bin is missing: the node's program (or --simulate)");
  require(options.node.empty(), "--node is for --simulate; a process is named by --bin");
  require(access(options.bin.c_str(), X_OK) == 0, "--bin " + options.bin + ": no such program");
  for (const std::string& fault : options.faults)
    require(possible_for_processes(fault), "--nemesis " + fault + " needs --simulate");
}

/// The shortest text for the number: 20, 0.5.
std::string number(double value) {
  std::ostringstream text;
  text << value;
  return text.str();
}

}  // namespace

int worker_count(const TestOptions& options) {
  const std::string& text = options.concurrency;
  const bool per_node = !text.empty() && text.back() == 'n';
  const std::string digits = text.substr(0, text.size() - (per_node ? 1 : 0));
  const bool is_number = !digits.empty() && digits.size() < 7 &&
                         digits.find_first_not_of("0123456789") == std::string::npos;
  const int count = is_number ? std::stoi(digits) * (per_node ? options.node_count : 1) : 0;
  require(count > 0,
          "--concurrency '" + text + "': a positive number, such as 4, or 2n for two a node");
  return count;
}

Names node_ids(const TestOptions& options) {
  Names ids;
  for (int i = 0; i < options.node_count; ++i) ids.push_back("n" + std::to_string(i));
  return ids;
}

Network::Options network_options(const TestOptions& options) {
  // In virtual time a receiver takes as long as a pipe and a process would.
  constexpr Time longest_simulated_handover = 100us;
  return {{glomers::from_ms(options.latency_ms), distribution_from(options.latency_distribution)},
          options.delivery == "ideal" ? Network::Delivery::ideal : Network::Delivery::head_of_line,
          options.simulate ? longest_simulated_handover : Time(0)};
}

void validate(const TestOptions& options) {
  require_known("workload", options.workload, workload_names());
  require(options.node_count > 0, "--node-count must be positive");
  require(options.rate >= 0, "--rate must not be negative");
  require(options.time_limit_s > 0, "--time-limit must be positive");
  require(options.latency_ms >= 0, "--latency must not be negative");
  require(options.nemesis_interval_s > 0, "--nemesis-interval must be positive");
  require(options.max_txn_length > 0, "--max-txn-length must be positive");
  require(options.max_writes_per_key > 0, "--max-writes-per-key must be positive");
  require(options.key_count >= 0, "--key-count must be positive");
  distribution_from(options.latency_distribution);
  require_known("delivery", options.delivery, {"hol", "ideal"});
  for (const std::string& fault : options.faults) require_known("fault", fault, fault_names());
  for (const std::string& model : options.consistency_models)
    require_known("consistency model", model, consistency_model_names());
  make_workload(options.workload,
                {node_ids(options), worker_count(options), options.topology, options.key_count,
                 options.max_txn_length, options.max_writes_per_key});
  validate_program(options);
}

Json to_json(const TestOptions& options) {
  Json json = {{"workload", options.workload},
               {"simulate", options.simulate},
               {"node-arguments", options.node_arguments},
               {"node-count", options.node_count},
               {"concurrency", worker_count(options)},
               {"rate", options.rate},
               {"time-limit", options.time_limit_s},
               {"latency", options.latency_ms},
               {"latency-dist", options.latency_distribution},
               {"delivery", options.delivery},
               {"topology", options.topology},
               {"nemesis", options.faults},
               {"nemesis-interval", options.nemesis_interval_s},
               {"p-loss", options.fault_options.p_loss},
               {"p-duplicate", options.fault_options.p_duplicate},
               {"consistency-models", options.consistency_models},
               {"max-txn-length", options.max_txn_length},
               {"max-writes-per-key", options.max_writes_per_key},
               {"seed", options.seed}};
  json[options.simulate ? "node" : "bin"] =
      options.simulate ? find_program(options.workload, options.node).name : options.bin;
  if (options.availability) json["availability"] = *options.availability;
  if (options.key_count > 0) json["key-count"] = options.key_count;
  if (options.skip_operations > 0) json["skip-operations"] = options.skip_operations;
  if (options.max_operations) json["max-operations"] = *options.max_operations;
  return json;
}

std::string command_line(const TestOptions& options) {
  const TestOptions defaults;
  std::string text = "eddy test -w " + options.workload;
  const auto add = [&](const std::string& name, const std::string& value, bool is_default) {
    if (!is_default) text += " --" + name + " " + value;
  };
  const auto add_number = [&](const std::string& name, double value, double default_value) {
    add(name, number(value), value == default_value);
  };
  if (options.simulate) text += " --simulate";
  add("node", options.node, options.node.empty());
  add("bin", options.bin, options.bin.empty());
  text += " --seed " + std::to_string(options.seed);
  add("node-count", std::to_string(options.node_count), false);
  add("concurrency", options.concurrency, options.concurrency == defaults.concurrency);
  add_number("rate", options.rate, defaults.rate);
  add_number("time-limit", options.time_limit_s, defaults.time_limit_s);
  add_number("latency", options.latency_ms, defaults.latency_ms);
  add("latency-dist", options.latency_distribution,
      options.latency_distribution == defaults.latency_distribution);
  add("delivery", options.delivery, options.delivery == defaults.delivery);
  add("topology", options.topology, options.topology == defaults.topology);
  add("nemesis", joined(options.faults, ","), options.faults.empty());
  add_number("nemesis-interval", options.nemesis_interval_s, defaults.nemesis_interval_s);
  add_number("p-loss", options.fault_options.p_loss, defaults.fault_options.p_loss);
  add_number("p-duplicate", options.fault_options.p_duplicate, defaults.fault_options.p_duplicate);
  if (options.availability) add_number("availability", *options.availability, -1);
  add("consistency-models", joined(options.consistency_models, ","),
      options.consistency_models == defaults.consistency_models);
  add_number("key-count", options.key_count, defaults.key_count);
  add_number("max-txn-length", options.max_txn_length, defaults.max_txn_length);
  add_number("max-writes-per-key", options.max_writes_per_key, defaults.max_writes_per_key);
  add("skip-operations", std::to_string(options.skip_operations), options.skip_operations == 0);
  if (options.max_operations) add("max-operations", std::to_string(*options.max_operations), false);
  if (!options.node_arguments.empty()) text += " -- " + joined(options.node_arguments, " ");
  return text;
}

}  // namespace eddy
