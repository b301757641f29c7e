#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <vector>

#include "tests/fuzz/plain_txns.hpp"

namespace eddy::plain {

/// Which edges a cycle may have: ww; wr as well; rw, no two in a row; rw.
enum Depth { g0, g1c, nonadjacent, g2 };
enum Order { unordered, by_process, by_realtime };

/// What depends on what among the transactions, which outlive it. Of versions, null comes
/// before all, and what was read before what its reader wrote.
class Graph {
 public:
  explicit Graph(const Txns& history);

  bool has_cyclic_versions() const { return has_cyclic_versions_; }
  bool has_cycle(Depth depth, Order order) const;
  bool has_self_read(Order order) const;

  /// No transaction depends on another one, nor on itself.
  bool is_empty(Order order) const;

 private:
  enum Edge { ww, wr, rw, process, realtime };

  struct Path {
    std::size_t start;
    bool starts_with_rw;
    std::set<std::size_t> txns;
  };

  void find_cyclic_versions();
  void find_edges();
  bool follows(std::int64_t key, Value earlier, Value later) const;
  bool is_version(std::int64_t key, Value value) const;
  bool read_and_wrote(std::int64_t key, Value read, Value written) const;
  bool has_edge(Edge edge, std::size_t from, std::size_t to) const;
  bool has_plain_edge(Depth depth, Order order, std::size_t from, std::size_t to) const;
  bool closes(Depth depth, Order order, const Path& path, std::size_t at, bool after_rw) const;

  const std::vector<Txn>& txns_;
  const std::set<std::int64_t>& keys_;
  bool has_cyclic_versions_ = false;
  std::array<std::vector<std::vector<bool>>, 5> edges_;
};

}  // namespace eddy::plain
