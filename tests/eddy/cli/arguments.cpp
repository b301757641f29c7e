#include "tests/eddy/cli/arguments.hpp"

#include <CLI/App.hpp>
#include <charconv>
#include <cstdint>
#include <fstream>
#include <random>
#include <stdexcept>

#include "glomers/complaint.hpp"
#include "tests/eddy/cli/jepsen_options.hpp"
#include "tests/eddy/judge/txn/model_names.hpp"
#include "tests/eddy/workloads/check.hpp"
#include "tests/eddy/workloads/kinds.hpp"
#include "tests/text.hpp"

namespace eddy {
namespace {

std::string names(const std::vector<std::string>& all) {
  return glomers::joined(all, ", ");
}

/// For an option of 64 bits: CLI11 would take what is larger for the largest.
std::string error_unless_uint64(const std::string& text) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && rest == end ? "" : "'" + text + "' is no whole number below 2^64";
}

std::string model_name(const std::string& text) {
  return judged_model_name(trimmed(text));
}

std::uint64_t fresh_seed() {
  return std::random_device()() % 1000000;
}

std::optional<double> parse_availability(const std::string& text) {
  if (text.empty()) return std::nullopt;
  if (text == "total") return 1;
  try {
    std::size_t used = 0;
    const double least = std::stod(text, &used);
    if (used == text.size() && least >= 0 && least <= 1) return least;
  } catch (const std::logic_error&) {
  }
  throw std::invalid_argument("--availability '" + text + "': 'total', or a number from 0 to 1");
}

NumberRanges parse_operations(const std::string& text) {
  try {
    return NumberRanges::parse(text);
  } catch (const std::invalid_argument& error) {
    throw std::invalid_argument(std::string("--operations: ") + error.what());
  }
}

std::vector<std::string> names_in(const std::string& file) {
  std::ifstream lines(file);
  if (!lines) throw std::invalid_argument("--nodes-file " + file + ": cannot be read");
  std::vector<std::string> names;
  for (std::string line; std::getline(lines, line);)
    if (const std::string name = trimmed(line); !name.empty()) names.push_back(name);
  return names;
}

/// A number of nodes that is given overrides names, as in Maelstrom.
void name_nodes(TestArguments& arguments, bool has_count) {
  std::vector<std::string>& names = arguments.test.node_names;
  names.insert(names.end(), arguments.nodes.begin(), arguments.nodes.end());
  if (!arguments.nodes_file.empty())
    for (const std::string& name : names_in(arguments.nodes_file)) names.push_back(name);
  if (has_count) names.clear();
  if (!names.empty()) arguments.test.node_count = static_cast<int>(names.size());
}

void declare_nodes(CLI::App& command, TestArguments& arguments) {
  TestOptions& test = arguments.test;
  command.add_option("--node-count", test.node_count, "nodes n0, n1, ...")->capture_default_str();
  command.add_option("--nodes", test.node_names, "their names instead, comma-separated")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->transform(trimmed);
  command.add_option("-n,--node", arguments.nodes, "a node's name; once for each node")
      ->allow_extra_args(false);
  command.add_option("--nodes-file", arguments.nodes_file,
                     "a file with a node's name in each line");
}

void declare_load(CLI::App& command, TestOptions& test) {
  command.add_option("--concurrency", test.concurrency, "clients: 4, or 2n for two a node")
      ->capture_default_str();
  command.add_option("--rate", test.rate, "operations a second over all clients")
      ->capture_default_str();
  command.add_option("--time-limit", test.time_limit_s, "seconds of load")->capture_default_str();
  command.add_option("--seed", test.seed, "of all that is drawn at random (default: a fresh one)")
      ->check(error_unless_uint64);
  command
      .add_option("--topology", test.topology,
                  "for broadcast: line, grid, tree, tree2, tree3, tree4, total")
      ->capture_default_str();
  command.add_option("--key-count", test.key_count, "keys in use at a time (kafka, txn)")
      ->check(CLI::PositiveNumber);
  command.add_option("--max-txn-length", test.max_txn_length, "operations in a transaction")
      ->capture_default_str();
  command.add_option("--max-writes-per-key", test.max_writes_per_key, "then a key is retired")
      ->capture_default_str();
}

void declare_network(CLI::App& command, TestOptions& test) {
  command.add_option("--latency", test.latency_ms, "mean, between nodes and services, in ms")
      ->capture_default_str();
  command
      .add_option("--latency-dist", test.latency_distribution,
                  "constant, uniform (0 to twice the mean) or exponential")
      ->capture_default_str();
  command
      .add_option("--delivery", test.delivery,
                  "hol: a receiver waits for the message it took, as Maelstrom's; ideal: never")
      ->capture_default_str();
  command.add_option(
      "--lateness", test.lateness_ms,
      "a busy machine, simulated: 95 of 100 who sleep wake less than so many ms late");
  command.add_option("--nemesis", test.faults, "faults, comma-separated: " + names(fault_names()))
      ->delimiter(',')
      ->allow_extra_args(false)
      ->transform(trimmed);
  command
      .add_option("--nemesis-interval", test.nemesis_interval_s,
                  "mean seconds between a fault's beginning and end")
      ->capture_default_str();
  command.add_option("--p-loss", test.fault_options.p_loss, "share of messages that `loss` loses")
      ->capture_default_str();
  command
      .add_option("--p-duplicate", test.fault_options.p_duplicate,
                  "share of messages that `duplicate` doubles")
      ->capture_default_str();
}

void declare_judgement(CLI::App& command, TestArguments& arguments) {
  TestOptions& test = arguments.test;
  command.add_option("--availability", arguments.availability,
                     "least share of operations that end well, or 'total'");
  command.add_flag("--strict", test.strict,
                   "fail for what Maelstrom would not report as well: impossible and forgotten "
                   "values, values that are late though the way is open");
  command
      .add_option("--consistency-models", test.consistency_models,
                  "for transactions, comma-separated: " + names(consistency_model_names()))
      ->delimiter(',')
      ->allow_extra_args(false)
      ->transform(model_name)
      ->capture_default_str();
  command.add_flag("--log-stderr", test.log_stderr, "show what the nodes log");
  command.add_flag("--log-net-send", test.log_net_send, "show messages as they are sent");
  command.add_flag("--log-net-recv", test.log_net_recv, "show messages as they are received");
  command.add_option("--store", arguments.store, "folder for the results")->capture_default_str();
}

}  // namespace

void complete(TestArguments& arguments, const CLI::App& command,
              const std::vector<std::string>& for_node) {
  TestOptions& test = arguments.test;
  test.availability = parse_availability(arguments.availability);
  if (!arguments.operations.empty()) test.operations = parse_operations(arguments.operations);
  if (command.count("--seed") == 0) test.seed = fresh_seed();
  name_nodes(arguments, command.count("--node-count") > 0);
  test.bare_words = test.node_arguments.size();
  test.node_arguments.insert(test.node_arguments.end(), for_node.begin(), for_node.end());
  test.without_effect = jepsen_options_given(command);
}

void declare_test_arguments(CLI::App& command, TestArguments& arguments) {
  TestOptions& test = arguments.test;
  command
      .add_option("-w,--workload", test.workload,
                  names(workload_names()) + ", or the file of a module: ./bank.so")
      ->capture_default_str();
  command.add_option("--bin", test.bin,
                     "the node's program (with --simulate by default the workload's solution)");
  command.add_flag("--simulate", test.simulate, "nodes in this process, in virtual time");
  declare_nodes(command, arguments);
  declare_load(command, test);
  declare_network(command, test);
  declare_judgement(command, arguments);
  CLI::Option* seeds =
      command
          .add_option("--seeds", arguments.sweep.seeds,
                      "run so many seeds of a simulated test, on all cores, until one fails")
          ->check(CLI::Range(1.0, 1e9));
  command.add_flag("--keep-going", arguments.sweep.keep_going, "run all seeds, though one failed")
      ->needs(seeds);
  command.add_option("--operations", arguments.operations,
                     "do only these of the load's operations, counted from 0: 0-4,9,17; or none");
  command
      .add_option("--test-count", arguments.test_count,
                  "run the test so many times, until one is not valid")
      ->check(CLI::PositiveNumber);
  declare_jepsen_options(command);
  command.add_option("arguments", test.node_arguments, "after --: passed on to the node");
}

}  // namespace eddy
