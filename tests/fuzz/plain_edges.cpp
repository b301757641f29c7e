#include "tests/fuzz/plain_edges.hpp"

namespace eddy::plain {

Edges::Edges(std::size_t size) {
  for (auto& matrix : edges_) matrix.assign(size, std::vector<bool>(size, false));
}

bool Edges::has_plain_edge(Depth depth, Order order, std::size_t from, std::size_t to) const {
  return has_edge(ww, from, to) || (depth >= g1c && has_edge(wr, from, to)) ||
         (depth == g2 && has_edge(rw, from, to)) ||
         (order == by_process && has_edge(process, from, to)) ||
         (order == by_realtime && has_edge(realtime, from, to));
}

bool Edges::has_cycle(Depth depth, Order order) const {
  for (std::size_t start = 0; start < size(); ++start) {
    for (const bool starts_with_rw : {false, true}) {
      if (closes(depth, order, {start, starts_with_rw, {}}, start, false)) return true;
    }
  }
  return false;
}

/// Does some way from `at` lead back to the start over transactions that are not on the
/// path, with no two rw edges in a row, those at the start included?
bool Edges::closes(Depth depth, Order order, const Path& path, std::size_t at,
                   bool after_rw) const {
  const bool is_first = path.txns.empty();
  for (std::size_t to = 0; to < size(); ++to) {
    if (to == at || path.txns.count(to) > 0) continue;
    for (const bool by_rw : {false, true}) {
      if (by_rw && (depth != nonadjacent || after_rw || !has_edge(rw, at, to))) continue;
      if (!by_rw && !has_plain_edge(depth, order, at, to)) continue;
      if (is_first && by_rw != path.starts_with_rw) continue;
      if (to == path.start) {
        if (!(by_rw && path.starts_with_rw)) return true;
        continue;
      }
      Path longer = path;
      longer.txns.insert(to);
      if (closes(depth, order, longer, to, by_rw)) return true;
    }
  }
  return false;
}

/// A transaction that reads what it writes itself, on a cycle of whatever edges.
bool Edges::has_self_read(Order order) const {
  for (std::size_t i = 0; i < size(); ++i) {
    if (!has_edge(wr, i, i)) continue;
    if (closes(g2, order, {i, false, {}}, i, false)) return true;
  }
  return false;
}

bool Edges::is_empty(Order order) const {
  for (std::size_t i = 0; i < size(); ++i) {
    for (std::size_t j = 0; j < size(); ++j) {
      if (has_plain_edge(g2, order, i, j)) return false;
    }
  }
  return true;
}

}  // namespace eddy::plain
