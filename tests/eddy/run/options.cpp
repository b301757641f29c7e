#include "tests/eddy/run/options.hpp"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <stdexcept>

#include "glomers/complaint.hpp"
#include "tests/eddy/judge/txn/model_names.hpp"
#include "tests/eddy/net/services.hpp"
#include "tests/eddy/nodes/file_limit.hpp"
#include "tests/eddy/nodes/first_line.hpp"
#include "tests/eddy/nodes/program_module.hpp"
#include "tests/eddy/run/promises.hpp"
#include "tests/eddy/workloads/check.hpp"
#include "tests/eddy/workloads/kinds.hpp"
#include "tests/eddy/workloads/load_workload.hpp"

namespace eddy {
namespace {

using Names = std::vector<std::string>;

void require_known(const std::string& what, const std::string& name, const Names& known) {
  if (std::find(known.begin(), known.end(), name) == known.end())
    throw std::invalid_argument("no " + what + " '" + name + "': one of " +
                                glomers::joined(known, ", "));
}

void require(bool condition, const std::string& otherwise) {
  if (!condition) throw std::invalid_argument(otherwise);
}

void require_executable(const std::string& bin) {
  std::error_code error;
  const auto kind = std::filesystem::status(bin, error).type();
  require(kind != std::filesystem::file_type::not_found, "--bin " + bin + ": no such program");
  require(kind != std::filesystem::file_type::directory, "--bin " + bin + ": a folder, no program");
  require(access(bin.c_str(), X_OK) == 0,
          "--bin " + bin + ": it exists and is not executable: chmod +x " + bin);
  const std::string fault = first_line_fault(bin);
  require(fault.empty(), "--bin " + bin + ": " + fault);
}

/// Names that a client or a service might have would take its messages.
void require_free_names(const Names& names) {
  for (const std::string& name : names) {
    const bool is_client = name.size() > 1 && name[0] == 'c' &&
                           name.find_first_not_of("0123456789", 1) == std::string::npos;
    require(!name.empty() && glomers::is_utf8(name) && name.find(',') == std::string::npos,
            "--nodes: a name is missing, has a comma, or is not UTF-8");
    require(!is_client && !is_service(name),
            "--nodes: '" + name + "' is the name of a client or a service");
    require(std::count(names.begin(), names.end(), name) == 1, "--nodes has '" + name + "' twice");
  }
}

void validate_program(const TestOptions& options) {
  if (options.simulate) {
    require(!options.bin.empty() || std::filesystem::exists(program_path(options)),
            "--bin is missing: the node's program. (Without it --simulate takes the solution of " +
                workload_name(options) + " that is built beside eddy, but " +
                program_path(options) + " is not there)");
    glomers::parse_program(load_program(program_path(options)), options.node_arguments);
    return;
  }
  require(!options.bin.empty(), "--bin is missing: the node's program (or --simulate)");
  require_executable(options.bin);
  require(options.node_count <= processes_that_fit(),
          "--node-count " + std::to_string(options.node_count) +
              ": the system allows this process so few open files that " +
              std::to_string(processes_that_fit()) +
              " nodes fit (ulimit -Hn shows the limit; --simulate has none)");
  for (const std::string& fault : options.faults)
    require(possible_for_processes(fault), "--nemesis " + fault + " needs --simulate");
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

std::string workload_name(const TestOptions& options) {
  return workload_kind(options.workload).name();
}

std::string program_path(const TestOptions& options) {
  const bool is_solution = options.bin.empty() && options.simulate;
  return is_solution ? solution_of(workload_name(options)) : options.bin;
}

Names node_ids(const TestOptions& options) {
  if (!options.node_names.empty())
    return {options.node_names.begin(), options.node_names.begin() + options.node_count};
  Names ids;
  for (int i = 0; i < options.node_count; ++i) ids.push_back("n" + std::to_string(i));
  return ids;
}

Network::Options network_options(const TestOptions& options) {
  // In virtual time a receiver takes as long as a pipe and a process would.
  constexpr Time longest_simulated_handover = 100us;
  return {{glomers::from_ms(options.latency_ms), distribution_from(options.latency_distribution)},
          options.delivery == "ideal" ? Network::Delivery::ideal : Network::Delivery::head_of_line,
          options.simulate ? longest_simulated_handover : Time(0),
          lateness(options)};
}

Latency lateness(const TestOptions& options) {
  if (options.lateness_ms == 0) return {};
  constexpr double mean_share = 1 / 3.0;  // of an exponential time that is below 1 in 95 %
  return {glomers::from_ms(mean_share * options.lateness_ms), Latency::Distribution::exponential};
}

WorkloadOptions workload_options(const TestOptions& options) {
  return {node_ids(options),
          worker_count(options),
          options.topology,
          options.key_count,
          options.max_txn_length,
          options.max_writes_per_key,
          glomers::from_ms(options.latency_ms)};
}

bool fits_workload(const TestOptions& options) {
  try {
    make_workload(options.workload, workload_options(options));
    return true;
  } catch (const std::invalid_argument&) {
    return false;
  }
}

void validate(const TestOptions& options) {
  constexpr double longest_s = 1e6;
  workload_name(options);  // throws for one that is not there
  require(options.node_count > 0, "--node-count must be positive");
  require(options.node_count <= 10'000, "--node-count must be at most 10000");
  require_free_names(options.node_names);
  require(options.node_names.empty() ||
              options.node_names.size() >= static_cast<std::size_t>(options.node_count),
          "--nodes has fewer names than there are nodes");
  require(options.rate >= 0 && std::isfinite(options.rate), "--rate must be a number from 0 on");
  require(options.time_limit_s > 0 && options.time_limit_s <= longest_s,
          "--time-limit must be positive, and at most a million seconds");
  require(options.latency_ms >= 0 && options.latency_ms <= 1000 * longest_s,
          "--latency must not be negative, and at most a million seconds");
  require(options.nemesis_interval_s >= 0.001 && options.nemesis_interval_s <= longest_s,
          "--nemesis-interval must be from a thousandth of a second to a million");
  for (const double share : {options.fault_options.p_loss, options.fault_options.p_duplicate})
    require(share >= 0 && share <= 1, "--p-loss and --p-duplicate are shares from 0 to 1");
  require_known("topology", options.topology,
                {"line", "grid", "tree", "tree2", "tree3", "tree4", "total"});
  require(options.max_txn_length > 0, "--max-txn-length must be positive");
  require(options.max_writes_per_key > 0, "--max-writes-per-key must be positive");
  require(options.key_count >= 0, "--key-count must not be negative");
  distribution_from(options.latency_distribution);
  require(options.lateness_ms >= 0 && options.lateness_ms <= 1000 * longest_s,
          "--lateness must not be negative, and at most a million seconds");
  require(options.lateness_ms == 0 || options.simulate, "--lateness needs --simulate");
  require_known("delivery", options.delivery, {"hol", "ideal"});
  for (const std::string& fault : options.faults) {
    require_known("fault", fault, fault_names());
    require(std::count(options.faults.begin(), options.faults.end(), fault) == 1,
            "--nemesis has '" + fault + "' twice");
  }
  for (const std::string& model : options.consistency_models) {
    require(why_not_judged(model).empty(), why_not_judged(model));
    require_known("consistency model", model, consistency_model_names());
  }
  make_workload(options.workload, workload_options(options));
  require(glomers::is_utf8(options.bin), "--bin must be UTF-8");
  for (const std::string& word : options.node_arguments)
    require(glomers::is_utf8(word), "the node's options must be UTF-8");
  validate_program(options);
  const std::string missing = missing_promise(options);
  require(missing.empty(), missing);
}

Json to_json(const TestOptions& options) {
  Json json = {{"workload", workload_name(options)},
               {"simulate", options.simulate},
               {"bin", program_path(options)},
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
  if (names_module(options.workload)) json["workload-module"] = options.workload;
  if (!options.node_names.empty()) json["nodes"] = node_ids(options);
  if (options.availability) json["availability"] = *options.availability;
  if (options.strict) json["strict"] = true;
  if (options.lateness_ms > 0) json["lateness"] = options.lateness_ms;
  if (options.key_count > 0) json["key-count"] = options.key_count;
  if (options.operations) json["operations"] = options.operations->to_string();
  return json;
}

}  // namespace eddy
