#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "tests/fuzz/plain_edges.hpp"
#include "tests/fuzz/plain_txns.hpp"

namespace eddy::plain {

/// What depends on what among the transactions, which outlive it. Of versions, null comes
/// before all, and what was read before what its reader wrote.
class Graph {
 public:
  explicit Graph(const Txns& history);

  bool has_cyclic_versions() const { return has_cyclic_versions_; }
  const Edges& edges() const { return edges_; }

 private:
  void find_cyclic_versions();
  void find_edges();
  bool follows(std::int64_t key, Value earlier, Value later) const;
  bool is_version(std::int64_t key, Value value) const;
  bool read_and_wrote(std::int64_t key, Value read, Value written) const;

  const std::vector<Txn>& txns_;
  const std::set<std::int64_t>& keys_;
  bool has_cyclic_versions_ = false;
  Edges edges_;
};

}  // namespace eddy::plain
