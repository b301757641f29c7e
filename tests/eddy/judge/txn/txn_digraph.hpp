#pragma once

#include <cstdint>
#include <vector>

namespace eddy {

/// Why one transaction precedes another. The order is that in which an edge is
/// preferred as the explanation of a step.
enum class Relation : std::uint8_t {
  wr,       ///< read what the other wrote
  ww,       ///< overwrote what the other wrote
  rw,       ///< overwrote what the other read
  through,  ///< second half of an rw edge that runs over a helper node
  process,  ///< came later in the same process
  realtime  ///< began after the other had ended
};

/// Which data dependencies a cycle may have, from the gravest kind to the mildest.
enum class Depth : std::uint8_t {
  g0,           ///< ww alone
  g1c,          ///< ww and wr
  nonadjacent,  ///< and rw, but never two of them in a row (snapshot isolation)
  g2            ///< all of them
};

/// Which order of operations counts beside the data dependencies.
enum class Order : std::uint8_t { none, process, realtime };

/// A kind of cycle to look for, or what a model must be free of.
struct Level {
  Depth depth = Depth::g0;
  Order order = Order::none;

  /// Every cycle of this level is one of the other, too.
  bool within(Level other) const {
    return depth <= other.depth &&
           (order == Order::none || order == other.order || other.order == Order::realtime);
  }
};

/// Nodes 0 ... node_count()-1 and labelled edges, compactly stored.
class Digraph {
 public:
  struct Edge {
    int to;
    Relation relation;
  };

  struct EdgeRange {
    const Edge* first;
    const Edge* last;
    const Edge* begin() const { return first; }
    const Edge* end() const { return last; }
  };

  int add_node() { return node_count_++; }
  void add_edge(int from, int to, Relation relation);
  /// To be called once, after all edges are there and before they are asked for.
  void freeze();

  int node_count() const { return node_count_; }
  /// The edges that leave a node, in the order of Relation.
  EdgeRange edges(int node) const;

 private:
  struct FullEdge {
    int from;
    Edge edge;
  };
  int node_count_ = 0;
  std::vector<FullEdge> unsorted_;
  std::vector<std::size_t> starts_;
  std::vector<Edge> edges_;
};

/// A node together with whether the last step to it was an rw edge, so that paths
/// without two rw edges in a row are simply paths over states.
struct State {
  int node = 0;
  bool after_rw = false;

  int id() const { return 2 * node + (after_rw ? 1 : 0); }
  static State of(int id) { return {id / 2, id % 2 == 1}; }
};

/// May a path of the level go on from the state over an edge of the relation?
bool allows(Level level, State state, Relation relation);

/// The state reached by such a step. Only Depth::nonadjacent tells states apart.
State step(Level level, const Digraph::Edge& edge);

/// The strongly connected components of the states under a level (Tarjan 1972):
/// component number by State::id(), in O(nodes + edges).
std::vector<int> strong_components(const Digraph& graph, Level level);

}  // namespace eddy
