#pragma once

#include <optional>
#include <vector>

#include "tests/eddy/judge/txn/txn_cycles.hpp"

namespace eddy {

/// Breadth-first search for short cycles inside the components of one level.
class ShortCycleSearch {
 public:
  /// `component` is strong_components() of the graph under the level. The graph
  /// and the components must outlive the search.
  ShortCycleSearch(const TxnGraph& graph, Level level, const std::vector<int>& component);

  /// A cycle in the component of the transaction, which must hold another one.
  /// Runs through the transaction, or is a part of such a walk that is a cycle.
  std::vector<Step> through(int txn);

 private:
  struct Arrival {
    int search = 0;  ///< in which call of through() the state was reached
    int previous = 0;
    Relation relation = Relation::wr;
  };

  void reach(State from, State to, Relation relation);
  /// In the component of the start and not reached in this search.
  bool is_new(State state) const;
  void find_own_helpers();
  /// Does the edge lead back to the start, perhaps over a helper?
  bool closes(State from, const Digraph::Edge& edge) const;
  std::vector<Step> walk_back(State last, Relation closing) const;

  const TxnGraph& graph_;
  const Level level_;
  const std::vector<int>& component_;
  std::vector<Arrival> arrivals_;
  std::vector<State> queue_;
  std::vector<int> own_helpers_;
  State start_;
  int search_ = 0;
};

}  // namespace eddy
