#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tests/eddy/faults/fault.hpp"
#include "tests/eddy/history/history.hpp"
#include "tests/eddy/load/number_ranges.hpp"
#include "tests/eddy/net/latency.hpp"
#include "tests/eddy/net/network.hpp"

namespace eddy {

struct WorkloadOptions;

/// One test, as the command line describes it; the defaults are Maelstrom's.
struct TestOptions {
  std::string workload = "lin-kv";  ///< its name, or the file of its module
  std::string bin;                  ///< the node's program; may be empty with `simulate`
  bool simulate = false;            ///< nodes in this process, in virtual time
  std::vector<std::string> node_arguments;
  std::size_t bare_words = 0;               ///< so many of them, the first, stood before "--"
  std::vector<std::string> without_effect;  ///< what was asked of Jepsen and is nothing here

  int node_count = 5;
  std::vector<std::string> node_names;  ///< at least so many; empty: n0, n1, ...
  std::string concurrency = "1n";       ///< "4", or "2n" for two a node
  double rate = 5;                      ///< operations a second over all clients
  double time_limit_s = 60;
  double latency_ms = 0;
  std::string latency_distribution = "constant";
  std::string delivery = "hol";  ///< or "ideal"
  double lateness_ms = 0;        ///< 95 of 100 who sleep wake less than so much too late
  std::string topology = "grid";

  std::vector<std::string> faults;
  double nemesis_interval_s = 10;
  FaultOptions fault_options;

  std::optional<double> availability;  ///< least ok-fraction; 1: "total"
  bool strict = false;  ///< what Maelstrom would not report (`beyond`) fails the test as well
  std::vector<std::string> consistency_models = {"strict-serializable"};
  int key_count = 0;  ///< 0: the workload's default
  int max_txn_length = 4;
  int max_writes_per_key = 16;

  std::uint64_t seed = 0;
  /// Of the main phase's operations only these are done, counted from 0 in the order
  /// of drawing: to shrink a failing run.
  std::optional<NumberRanges> operations;

  bool log_stderr = false;
  bool log_net_send = false;
  bool log_net_recv = false;
};

/// The number of worker threads. Throws std::invalid_argument for ill-formed text.
int worker_count(const TestOptions& options);

/// The workload's own name, also where `workload` is a file. Throws what workload_kind() throws.
std::string workload_name(const TestOptions& options);

/// The node's program: `bin`, or the solution that is built beside this bench.
std::string program_path(const TestOptions& options);

/// "n0", "n1", ..., if they were given no names.
std::vector<std::string> node_ids(const TestOptions& options);

Network::Options network_options(const TestOptions& options);
/// How much too late whoever sleeps wakes: receivers, and nodes in virtual time.
Latency lateness(const TestOptions& options);
WorkloadOptions workload_options(const TestOptions& options);

/// Whether the workload can be run so: one may need so many clients for each node, for instance.
bool fits_workload(const TestOptions& options);

/// Checks all that the parser of the command line cannot: names, and what goes
/// with what. Throws std::invalid_argument with a text for a person.
void validate(const TestOptions& options);

Json to_json(const TestOptions& options);

}  // namespace eddy
