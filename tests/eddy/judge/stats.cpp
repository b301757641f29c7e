#include "tests/eddy/judge/stats.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace eddy {
namespace {

struct Counts {
  std::size_t ok = 0;
  std::size_t fail = 0;
  std::size_t info = 0;

  std::size_t all() const { return ok + fail + info; }

  void add(OpType type) {
    if (type == OpType::ok) ++ok;
    if (type == OpType::fail) ++fail;
    if (type == OpType::info) ++info;
  }

  Json to_json(bool valid) const {
    return {{"valid", valid},
            {"count", all()},
            {"ok-count", ok},
            {"fail-count", fail},
            {"info-count", info}};
  }
};

bool is_completion(const Op& op) {
  return op.process != nemesis_process && op.type != OpType::invoke;
}

/// The value that the share `q` of the sorted values does not exceed.
double quantile(const std::vector<double>& sorted, double q) {
  const auto index = static_cast<std::size_t>(q * static_cast<double>(sorted.size()));
  return sorted[std::min(index, sorted.size() - 1)];
}

}  // namespace

Json operation_stats(const History& history) {
  Counts all;
  std::map<std::string, Counts> by_f;
  for (const Op& op : history) {
    if (!is_completion(op)) continue;
    all.add(op.type);
    by_f[op.f].add(op.type);
  }
  Json of_each = Json::object();
  bool all_valid = true;
  for (const auto& [f, counts] : by_f) {
    const bool valid = counts.ok > 0 || f == "crash";  // a crash never ends as ok
    all_valid = all_valid && valid;
    of_each[f] = counts.to_json(valid);
  }
  Json stats = all.to_json(all_valid);
  stats["by-f"] = std::move(of_each);
  return stats;
}

Json availability(const History& history, std::optional<double> least) {
  Counts counts;
  for (const Op& op : history)
    if (is_completion(op)) counts.add(op.type);
  const double ok_fraction =
      counts.all() == 0 ? 1 : static_cast<double>(counts.ok) / static_cast<double>(counts.all());
  return {{"valid", !least || ok_fraction >= *least}, {"ok-fraction", ok_fraction}};
}

Json latency_quantiles(const History& history) {
  std::map<std::string, std::vector<double>> latencies_ms;
  const auto pairs = pair_ops(history);
  for (std::size_t i = 0; i < history.size(); ++i) {
    const Op& op = history[i];
    if (!is_completion(op) || op.type != OpType::ok) continue;
    latencies_ms[op.f].push_back(glomers::to_ms(Time(op.time_ns - history[pairs[i]].time_ns)));
  }
  Json json = Json::object();
  for (auto& [f, values] : latencies_ms) {
    std::sort(values.begin(), values.end());
    json[f] = {{"count", values.size()},
               {"p50", quantile(values, 0.5)},
               {"p95", quantile(values, 0.95)},
               {"p99", quantile(values, 0.99)},
               {"max", values.back()}};
  }
  return json;
}

Json rate(const History& history, double asked, Time main_phase) {
  const auto begun = std::count_if(history.begin(), history.end(), [&](const Op& op) {
    return op.process != nemesis_process && op.type == OpType::invoke &&
           op.time_ns < main_phase.count();
  });
  return {{"asked", asked},
          {"achieved", 1000 * static_cast<double>(begun) / glomers::to_ms(main_phase)}};
}

}  // namespace eddy
