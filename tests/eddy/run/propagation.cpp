#include "tests/eddy/run/propagation.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "glomers/ensure.hpp"
#include "tests/eddy/judge/findings.hpp"
#include "tests/eddy/judge/read_numbers.hpp"
#include "tests/eddy/run/poll_propagation.hpp"
#include "tests/eddy/workloads/kinds.hpp"

namespace eddy {
namespace {

constexpr Time limit_in_partition = 5s;
constexpr Time limit_without = 2s;
/// Stands for no op's index.
constexpr std::int64_t no_read = -1;

/// A span in which the same links work.
struct Epoch {
  std::int64_t begin_ns = 0;
  Time limit{0};
  std::vector<std::size_t> component;  ///< by node: the lowest node that it reaches
};

/// An acknowledged broadcast.
struct Broadcast {
  const Op* acknowledged;
  std::size_t node;
  std::size_t number;  ///< of the value
};

/// Joins nodes that work with each other in both directions until nothing changes.
std::vector<std::size_t> components(const std::vector<std::string>& nodes, const Json& cut) {
  const auto links = cut.get<std::set<std::pair<std::string, std::string>>>();
  std::vector<std::size_t> component(nodes.size());
  std::iota(component.begin(), component.end(), std::size_t{0});
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t a = 0; a < nodes.size(); ++a)
      for (std::size_t b = 0; b < nodes.size(); ++b) {
        if (links.count({nodes[a], nodes[b]}) + links.count({nodes[b], nodes[a]}) > 0) continue;
        if (component[a] <= component[b]) continue;
        component[a] = component[b];
        changed = true;
      }
  }
  return component;
}

class Judge {
 public:
  Judge(const TestOptions& options, const History& history)
      : nodes_(node_ids(options)),
        on_top_(latencies_on_top * glomers::from_ms(options.latency_ms)),
        history_(history),
        pairs_(pair_ops(history)) {}

  Json run() {
    begin_epoch(0, limit_without, Json::array());
    for (std::size_t i = 0; i < history_.size(); ++i) {
      const Op& op = history_[i];
      if (op.process == nemesis_process)
        on_nemesis(op);
      else if (op.f == "broadcast" && op.type == OpType::ok)
        broadcasts_.push_back({&op, node_number(op.node), values_.number(op.value)});
      else if (op.f == "read" && op.type == OpType::invoke && pairs_[i] != unpaired)
        on_read(op, history_[pairs_[i]]);
    }
    Json result = {{"valid", late_.empty()}, {"late-count", late_.count("late")}};
    if (!late_.empty()) result["explanations"] = late_.explanations();
    return result;
  }

 private:
  void on_nemesis(const Op& op) {
    if (op.f == "start-partition") begin_epoch(op.time_ns, limit_in_partition, op.value.at("cut"));
    if (op.f == "stop-partition") begin_epoch(op.time_ns, limit_without, Json::array());
  }

  void begin_epoch(std::int64_t begin_ns, Time limit, const Json& cut) {
    epoch_ = {begin_ns, limit + on_top_, components(nodes_, cut)};
  }

  void on_read(const Op& begin, const Op& end) {
    const std::int64_t known_by_ns = begin.time_ns - epoch_.limit.count();
    if (end.type != OpType::ok || known_by_ns < epoch_.begin_ns) return;
    const std::size_t node = node_number(begin.node);
    note_seen(end);
    for (const Broadcast& broadcast : broadcasts_) {
      if (broadcast.acknowledged->time_ns > known_by_ns) break;
      if (epoch_.component[broadcast.node] != epoch_.component[node]) continue;
      if (seen_in_[broadcast.number] == end.index) continue;
      late_.add("late",
                who_and_when(begin) + ", read from " + nodes_[node] + " without " +
                    quote(broadcast.acknowledged->value) + ", which " + nodes_[broadcast.node] +
                    " had acknowledged to " + who_and_when(*broadcast.acknowledged) +
                    ", though working links have joined them since " + in_seconds(epoch_.begin_ns) +
                    " at the latest.",
                {{"value", broadcast.acknowledged->value}, {"joined-since", epoch_.begin_ns}});
    }
  }

  std::size_t node_number(const std::string& node) const {
    const auto place = std::find(nodes_.begin(), nodes_.end(), node);
    glomers::ensure(place != nodes_.end(), "an operation names a node of the test", "it names",
                    node);
    return static_cast<std::size_t>(place - nodes_.begin());
  }

  void note_seen(const Op& read) {
    seen_in_.resize(values_.size(), no_read);
    const auto& numbers = numbers_.of(read.value);
    for (std::size_t i = 0; i < read.value.size(); ++i)
      if (numbers[i] != ReadNumbers::none) seen_in_[numbers[i]] = read.index;
  }

  const std::vector<std::string> nodes_;
  const Time on_top_;
  const History& history_;
  const std::vector<std::size_t> pairs_;
  Epoch epoch_;
  std::vector<Broadcast> broadcasts_;  ///< in the order of acknowledgement
  ValueNumbers values_;
  ReadNumbers numbers_{values_};
  std::vector<std::int64_t>
      seen_in_;  ///< by value's number: the index of the read that held it last
  Findings late_;
};

}  // namespace

Json check_propagation(const TestOptions& options, const History& history) {
  if (workload_kind(options.workload).propagation() == Propagation::in_polls)
    return check_poll_propagation(options, history);
  return Judge(options, history).run();
}

bool can_check_propagation(const TestOptions& options) {
  return workload_kind(options.workload).propagation() != Propagation::not_judged &&
         std::all_of(options.faults.begin(), options.faults.end(),
                     [](const std::string& fault) { return fault == "partition"; });
}

}  // namespace eddy
