#include "tests/eddy/workloads/kafka/kafka_cycles.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "tests/eddy/judge/txn/txn_digraph.hpp"

namespace eddy {

namespace {

constexpr Level data_order = {Depth::g1c, Order::none};
constexpr Level real_time_order = {Depth::g1c, Order::realtime};

/// Nodes 0 ... ops-1 are the ops. The others are moments, one a completed ok op,
/// each before the next: they carry the real-time order in linearly many edges.
class OpGraph {
 public:
  OpGraph(const KafkaHistory& history, const std::vector<KafkaLog>& logs)
      : history_(history), logs_(logs) {
    for (std::size_t i = 0; i < history_.ops.size(); ++i) graph_.add_node();
    link_senders_to_pollers();
    link_real_time();
    graph_.freeze();
  }

  const Digraph& graph() const { return graph_; }
  /// No op precedes another.
  bool empty() const { return empty_; }
  bool is_op(int node) const { return node < static_cast<int>(history_.ops.size()); }

 private:
  void link_senders_to_pollers() {
    for (const KafkaOp& op : history_.ops) {
      for (const KafkaPoll& poll : op.polls) {
        for (const KafkaMessage& message : poll.messages) {
          const KafkaOp* writer = logs_[poll.key].fates[message.number].writer;
          if (writer == nullptr || writer == &op) continue;
          graph_.add_edge(node_of(*writer), node_of(op), Relation::wr);
          empty_ = false;
        }
      }
    }
  }

  void link_real_time() {
    std::vector<std::pair<const Op*, const KafkaOp*>> events;
    for (const KafkaOp& op : history_.ops) {
      if (!op.is_access()) continue;
      events.emplace_back(op.invocation, &op);
      if (op.ok()) events.emplace_back(op.completion, &op);
    }
    std::sort(events.begin(), events.end(),
              [](const auto& a, const auto& b) { return a.first->index < b.first->index; });
    int moment = none;
    for (const auto& [event, op] : events) {
      if (event->type == OpType::ok) {
        const int next = graph_.add_node();
        if (moment != none) graph_.add_edge(moment, next, Relation::realtime);
        graph_.add_edge(node_of(*op), next, Relation::realtime);
        moment = next;
      } else if (moment != none) {
        graph_.add_edge(moment, node_of(*op), Relation::realtime);
        empty_ = false;
      }
    }
  }

  int node_of(const KafkaOp& op) const { return static_cast<int>(&op - history_.ops.data()); }

  static constexpr int none = -1;
  const KafkaHistory& history_;
  const std::vector<KafkaLog>& logs_;
  Digraph graph_;
  bool empty_ = true;
};

/// By component, the ops in it; only those with two or more.
std::map<int, std::vector<int>> cyclic_components(const OpGraph& graph,
                                                  const std::vector<int>& component) {
  std::map<int, std::vector<int>> members;
  for (int node = 0; graph.is_op(node) && node < graph.graph().node_count(); ++node) {
    members[component[static_cast<std::size_t>(State{node}.id())]].push_back(node);
  }
  std::erase_if(members, [](const auto& entry) { return entry.second.size() < 2; });
  return members;
}

/// A shortest way from a node back to it inside its component: its nodes, once each.
std::vector<int> way_back(const Digraph& graph, const std::vector<int>& component, Level level,
                          int start) {
  const auto component_of = [&](int node) {
    return component[static_cast<std::size_t>(State{node}.id())];
  };
  std::map<int, int> previous;
  std::vector<int> queue = {start};
  for (std::size_t i = 0; i < queue.size() && previous.count(start) == 0; ++i) {
    for (const Digraph::Edge& edge : graph.edges(queue[i])) {
      if (!allows(level, {queue[i]}, edge.relation)) continue;
      if (component_of(edge.to) != component_of(start)) continue;
      if (previous.emplace(edge.to, queue[i]).second) queue.push_back(edge.to);
    }
  }
  std::vector<int> way;
  for (int node = previous.at(start); node != start; node = previous.at(node)) way.push_back(node);
  way.push_back(start);
  std::reverse(way.begin(), way.end());
  return way;
}

struct MessageOfKey {
  std::size_t key;
  std::size_t number;
};

/// A message that the one sent and the other polled, if there is one.
std::optional<MessageOfKey> message_between(const KafkaOp& from, const KafkaOp& to) {
  for (const KafkaSend& send : from.sends) {
    for (const KafkaPoll& poll : to.polls) {
      if (poll.key != send.key) continue;
      for (const KafkaMessage& message : poll.messages) {
        if (message.number == send.message.number) return MessageOfKey{send.key, message.number};
      }
    }
  }
  return std::nullopt;
}

Sentence explain_step(const KafkaHistory& history, const KafkaOp& from, const KafkaOp& to) {
  const auto message = message_between(from, to);
  const Sentence first = who_and_when(*from.completion);
  const Sentence second = who_and_when(*to.completion);
  if (message)
    return first + ", sent " + history.name(message->key, message->number) + ", which " + second +
           ", polled";
  return first + ", was done before " + second + ", began (at " +
         in_seconds(to.invocation->time_ns) + ")";
}

/// {"type": "wr", "key", "value"} or {"type": "realtime"}
Json step_json(const KafkaHistory& history, const KafkaOp& from, const KafkaOp& to) {
  const auto message = message_between(from, to);
  if (!message) return {{"type", "realtime"}};
  return {{"type", "wr"},
          {"key", history.keys[message->key].name},
          {"value", history.value(message->key, message->number)}};
}

/// The ops on a way through the graph. One between two steps of real time is left
/// out: what is before it is before what comes after it, too.
std::vector<const KafkaOp*> ops_on(const KafkaHistory& history, const OpGraph& graph,
                                   const std::vector<int>& way) {
  std::vector<const KafkaOp*> ops;
  for (int node : way) {
    if (graph.is_op(node)) ops.push_back(&history.ops[static_cast<std::size_t>(node)]);
  }
  for (std::size_t i = 0; i < ops.size() && ops.size() > 2;) {
    const KafkaOp& before = *ops[(i + ops.size() - 1) % ops.size()];
    const KafkaOp& after = *ops[(i + 1) % ops.size()];
    const bool by_time = !message_between(before, *ops[i]) && !message_between(*ops[i], after);
    if (by_time) {
      ops.erase(ops.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      ++i;
    }
  }
  return ops;
}

void add_cycle(const KafkaHistory& history, const std::vector<const KafkaOp*>& ops,
               const char* kind, Findings& errors) {
  Sentence sentence;
  Json indices = Json::array();
  Json steps = Json::array();
  for (std::size_t i = 0; i < ops.size(); ++i) {
    const KafkaOp& next = *ops[(i + 1) % ops.size()];
    sentence += explain_step(history, *ops[i], next) + "; ";
    steps.push_back(step_json(history, *ops[i], next));
    indices.push_back(ops[i]->completion->index);
  }
  errors.add(kind, sentence + "so each precedes itself.", {{"steps", steps}}, {{"cycle", indices}});
}

}  // namespace

void find_cycles(const KafkaHistory& history, const std::vector<KafkaLog>& logs, Findings& errors) {
  const OpGraph graph(history, logs);
  if (graph.empty()) {
    errors.add("empty-transaction-graph",
               "no op begins after another or sees its message, so nothing can be judged.");
    return;
  }
  const std::vector<int> by_data = strong_components(graph.graph(), data_order);
  const std::vector<int> by_time = strong_components(graph.graph(), real_time_order);
  const auto data_cycles = cyclic_components(graph, by_data);
  for (const auto& [component, members] : cyclic_components(graph, by_time)) {
    const auto in_data_cycle = std::find_if(members.begin(), members.end(), [&](int node) {
      return data_cycles.count(by_data[static_cast<std::size_t>(State{node}.id())]) != 0;
    });
    const bool data = in_data_cycle != members.end();
    const int start = data ? *in_data_cycle : members.front();
    const std::vector<int> way = way_back(graph.graph(), data ? by_data : by_time,
                                          data ? data_order : real_time_order, start);
    add_cycle(history, ops_on(history, graph, way), data ? "G1c" : "G1c-realtime", errors);
    errors.add(data ? "PL-2-cycle-exists" : "strong-PL-2-cycle-exists",
               std::to_string(members.size()) + " ops precede one another.",
               {{"scc-size", members.size()}});
  }
}

}  // namespace eddy
