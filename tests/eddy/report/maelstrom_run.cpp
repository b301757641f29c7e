#include "tests/eddy/report/maelstrom_run.hpp"

#include <algorithm>
#include <map>
#include <sstream>
#include <stdexcept>

#include "tests/eddy/history/edn.hpp"
#include "tests/eddy/history/edn_history.hpp"
#include "tests/eddy/report/run_files.hpp"
#include "tests/eddy/run/results.hpp"
#include "tests/eddy/workloads/recognize.hpp"

namespace eddy {
namespace {

namespace fs = std::filesystem;

/// For each process, where it begins, and where it ends because nobody knows how its operation
/// went.
struct Processes {
  std::map<std::int64_t, std::int64_t> begun;
  std::map<std::int64_t, std::int64_t> gone;
};

Processes processes_of(const History& history) {
  Processes processes;
  for (const Op& op : history) {
    if (op.process == nemesis_process) continue;
    processes.begun.emplace(op.process, op.index);
    if (op.type == OpType::info) processes.gone[op.process] = op.index;
  }
  return processes;
}

/// The number of threads. When a process is gone, its thread goes on as the process whose number
/// is higher by that.
std::int64_t thread_count(const History& history) {
  const Processes processes = processes_of(history);
  const auto fits = [&](std::int64_t threads) {
    return std::all_of(processes.begun.begin(), processes.begun.end(), [&](const auto& begun) {
      if (begun.first < threads) return true;
      const auto before = processes.gone.find(begun.first - threads);
      return before != processes.gone.end() && before->second < begun.second;
    });
  };
  std::int64_t threads = 1;
  while (!fits(threads)) ++threads;
  return threads;
}

/// What only Maelstrom knows: the messages that it counted.
void add_net(const fs::path& folder, Json& results) {
  if (!fs::exists(folder / "results.edn")) return;
  const Json theirs = read_edn(read_file(folder / "results.edn"));
  if (!theirs.is_object() || !theirs.contains("net")) return;
  const Json& net = theirs["net"];
  if (net.is_object() && net.contains("all") && net.contains("servers")) results["net"] = net;
}

}  // namespace

bool is_maelstrom_run(const fs::path& folder) {
  return fs::exists(folder / "history.edn") && !fs::exists(folder / "results.json");
}

MaelstromRun read_maelstrom_run(const fs::path& folder) {
  MaelstromRun run;
  try {
    run.history = json_lines(read_file(folder / "history.edn"));
    std::istringstream lines(run.history);
    const History history = read_history(lines);
    const auto workload = workload_of(history);
    if (!workload) throw std::runtime_error("no operation tells which workload it is");
    run.results = judge_history(*workload, history, {});
    const std::int64_t threads = thread_count(history);
    run.results["options"] = {
        {"workload", *workload}, {"concurrency", threads}, {"node-count", threads}};
    add_net(folder, run.results);
  } catch (const HistoryError& error) {
    throw std::runtime_error((folder / "history.edn").string() + ": " + error.what());
  }
  return run;
}

}  // namespace eddy
