#pragma once

#include <array>
#include <cstddef>
#include <set>
#include <vector>

namespace eddy::plain {

/// Which edges a cycle may have: ww; wr as well; rw, no two in a row; rw.
enum Depth { g0, g1c, nonadjacent, g2 };
enum Order { unordered, by_process, by_realtime };
enum Edge { ww, wr, rw, process, realtime };

/// What depends on what among so many transactions. Cycles are found by trying all ways.
class Edges {
 public:
  explicit Edges(std::size_t size);

  std::size_t size() const { return edges_[ww].size(); }
  void add(Edge edge, std::size_t from, std::size_t to) { edges_[edge][from][to] = true; }

  bool has_cycle(Depth depth, Order order) const;
  bool has_self_read(Order order) const;

  /// No transaction depends on another one, nor on itself.
  bool is_empty(Order order) const;

 private:
  struct Path {
    std::size_t start;
    bool starts_with_rw;
    std::set<std::size_t> txns;
  };

  bool has_edge(Edge edge, std::size_t from, std::size_t to) const {
    return edges_[edge][from][to];
  }
  bool has_plain_edge(Depth depth, Order order, std::size_t from, std::size_t to) const;
  bool closes(Depth depth, Order order, const Path& path, std::size_t at, bool after_rw) const;

  std::array<std::vector<std::vector<bool>>, 5> edges_;
};

}  // namespace eddy::plain
