#include "tests/eddy/judge/txn/txn_digraph.hpp"

#include <algorithm>
#include <cstddef>

namespace eddy {
namespace {

/// Tarjan's algorithm with a stack of its own: histories are deeper than ours.
class Tarjan {
 public:
  Tarjan(const Digraph& graph, Level level)
      : graph_(graph),
        level_(level),
        order_(state_count(), unseen),
        low_(state_count(), 0),
        component_(state_count(), unseen) {}

  std::vector<int> run() {
    for (int root = 0; root < static_cast<int>(state_count()); ++root) {
      if (order_[at(root)] == unseen) visit(root);
    }
    return std::move(component_);
  }

 private:
  struct Frame {
    int state;
    const Digraph::Edge* next;
  };

  static constexpr int unseen = -1;
  static std::size_t at(int id) { return static_cast<std::size_t>(id); }
  std::size_t state_count() const { return 2 * at(graph_.node_count()); }

  void visit(int root) {
    enter(root);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      const State state = State::of(frame.state);
      if (frame.next == graph_.edges(state.node).end()) {
        leave();
        continue;
      }
      const Digraph::Edge& edge = *frame.next++;
      if (!allows(level_, state, edge.relation)) continue;
      const int to = step(level_, edge).id();
      if (order_[at(to)] == unseen) {
        enter(to);
      } else if (component_[at(to)] == unseen) {
        low_[at(state.id())] = std::min(low_[at(state.id())], order_[at(to)]);
      }
    }
  }

  void enter(int state) {
    order_[at(state)] = low_[at(state)] = next_order_++;
    path_.push_back(state);
    frames_.push_back({state, graph_.edges(State::of(state).node).begin()});
  }

  void leave() {
    const int state = frames_.back().state;
    frames_.pop_back();
    if (!frames_.empty()) {
      int& low = low_[at(frames_.back().state)];
      low = std::min(low, low_[at(state)]);
    }
    if (low_[at(state)] != order_[at(state)]) return;
    for (int member = unseen; member != state;) {
      member = path_.back();
      path_.pop_back();
      component_[at(member)] = next_component_;
    }
    ++next_component_;
  }

  const Digraph& graph_;
  const Level level_;
  std::vector<int> order_;
  std::vector<int> low_;
  std::vector<int> component_;
  std::vector<int> path_;
  std::vector<Frame> frames_;
  int next_order_ = 0;
  int next_component_ = 0;
};

}  // namespace

void Digraph::add_edge(int from, int to, Relation relation) {
  unsorted_.push_back({from, {to, relation}});
}

void Digraph::freeze() {
  const auto at = [](int node) { return static_cast<std::size_t>(node); };
  starts_.assign(at(node_count_) + 1, 0);
  for (const FullEdge& full : unsorted_) ++starts_[at(full.from) + 1];
  for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  edges_.resize(unsorted_.size());
  std::vector<std::size_t> free_slots(starts_.begin(), starts_.end() - 1);
  for (const FullEdge& full : unsorted_) edges_[free_slots[at(full.from)]++] = full.edge;
  unsorted_ = {};
  for (int node = 0; node < node_count_; ++node) {
    std::stable_sort(edges_.data() + starts_[at(node)], edges_.data() + starts_[at(node) + 1],
                     [](const Edge& a, const Edge& b) { return a.relation < b.relation; });
  }
}

Digraph::EdgeRange Digraph::edges(int node) const {
  const auto at = static_cast<std::size_t>(node);
  return {edges_.data() + starts_[at], edges_.data() + starts_[at + 1]};
}

bool allows(Level level, State state, Relation relation) {
  switch (relation) {
    case Relation::ww:
    case Relation::through:
      return true;
    case Relation::wr:
      return level.depth >= Depth::g1c;
    case Relation::rw:
      return level.depth == Depth::g2 || (level.depth == Depth::nonadjacent && !state.after_rw);
    case Relation::process:
      return level.order == Order::process;
    case Relation::realtime:
      return level.order == Order::realtime;
  }
  return false;
}

State step(Level level, const Digraph::Edge& edge) {
  const bool is_rw = edge.relation == Relation::rw || edge.relation == Relation::through;
  return {edge.to, is_rw && level.depth == Depth::nonadjacent};
}

std::vector<int> strong_components(const Digraph& graph, Level level) {
  return Tarjan(graph, level).run();
}

}  // namespace eddy
