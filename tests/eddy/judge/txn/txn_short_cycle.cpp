#include "tests/eddy/judge/txn/txn_short_cycle.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <stdexcept>

namespace eddy {
namespace {

/// A walk that comes to a transaction twice holds a cycle. (That happens for paths
/// without two rw edges in a row only: the first time by an rw edge, so that the
/// part between begins and ends with other edges and is such a path, too.)
std::vector<Step> first_loop(const std::vector<Step>& walk) {
  std::map<int, std::size_t> left_at;
  for (std::size_t i = 0; i < walk.size(); ++i) {
    const auto [first, is_new] = left_at.try_emplace(walk[i].from, i);
    if (is_new) continue;
    return {walk.begin() + static_cast<std::ptrdiff_t>(first->second),
            walk.begin() + static_cast<std::ptrdiff_t>(i)};
  }
  return walk;
}

}  // namespace

ShortCycleSearch::ShortCycleSearch(const TxnGraph& graph, Level level,
                                   const std::vector<int>& component)
    : graph_(graph), level_(level), component_(component), arrivals_(component.size()) {}

std::vector<Step> ShortCycleSearch::through(int txn) {
  ++search_;
  start_ = {txn, false};
  find_own_helpers();
  queue_.clear();
  reach(start_, start_, Relation::wr);
  for (std::size_t i = 0; i < queue_.size(); ++i) {
    const State from = queue_[i];
    for (const Digraph::Edge& edge : graph_.digraph.edges(from.node)) {
      if (!allows(level_, from, edge.relation)) continue;
      if (closes(from, edge)) return first_loop(walk_back(from, edge.relation));
      const State to = step(level_, edge);
      if (is_new(to)) reach(from, to, edge.relation);
    }
  }
  throw std::logic_error("a strongly connected component without a cycle");
}

void ShortCycleSearch::reach(State from, State to, Relation relation) {
  arrivals_[at(to.id())] = {search_, from.id(), relation};
  queue_.push_back(to);
}

bool ShortCycleSearch::is_new(State state) const {
  return arrivals_[at(state.id())].search != search_ &&
         component_[at(state.id())] == component_[at(start_.id())];
}

/// Helpers over which the start would precede itself: an edge to them closes the
/// cycle when it comes from another transaction, and one from them never does.
void ShortCycleSearch::find_own_helpers() {
  own_helpers_.clear();
  for (const Digraph::Edge& edge : graph_.digraph.edges(start_.node)) {
    if (edge.relation != Relation::rw) continue;
    const Digraph::EdgeRange writers = graph_.digraph.edges(edge.to);
    const bool is_own =
        std::any_of(writers.begin(), writers.end(),
                    [&](const Digraph::Edge& writer) { return writer.to == start_.node; });
    if (is_own) own_helpers_.push_back(edge.to);
  }
}

bool ShortCycleSearch::closes(State from, const Digraph::Edge& edge) const {
  const auto is_own = [&](int node) {
    return std::find(own_helpers_.begin(), own_helpers_.end(), node) != own_helpers_.end();
  };
  if (from.node == start_.node) return false;
  // Under Depth::nonadjacent a helper leads to another state of the start.
  if (level_.depth == Depth::g2 && is_own(edge.to)) return true;
  return step(level_, edge).id() == start_.id() && !is_own(from.node);
}

std::vector<Step> ShortCycleSearch::walk_back(State last, Relation closing) const {
  std::vector<Step> steps;
  int to = start_.node;
  Relation relation = closing;
  for (State state = last;; state = State::of(arrivals_[at(state.id())].previous)) {
    if (graph_.is_txn(state.node)) {
      steps.push_back({state.node, to, relation});
      to = state.node;
    }
    if (state.id() == start_.id()) break;
    relation = arrivals_[at(state.id())].relation;
  }
  std::reverse(steps.begin(), steps.end());
  return steps;
}

}  // namespace eddy
