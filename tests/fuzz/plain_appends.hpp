#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "tests/fuzz/plain_span.hpp"

namespace eddy::plain {

using List = std::vector<std::int64_t>;

/// The append of one element, or a read of a list.
struct ListOp {
  bool is_append = false;
  std::int64_t key = 0;
  std::int64_t element = 0;  ///< of an append
  bool is_null = false;      ///< a read that found no list
  List list;                 ///< of a read

  bool appends(std::int64_t to, std::int64_t what) const {
    return is_append && key == to && element == what;
  }
  bool reads(std::int64_t from) const { return !is_append && key == from; }
};
using ListOps = std::vector<ListOp>;

struct AppendTxn : Span {
  ListOps invoked;
  ListOps completed;  ///< empty without a completion

  /// Its completion is ok or of an unknown outcome.
  bool counts() const { return end && outcome != OpType::fail; }
  bool appended(std::int64_t key, std::int64_t element) const;  ///< by its completion
};

struct AppendTxns {
  std::vector<AppendTxn> txns;  ///< by completion; those without one at the end
  std::set<std::int64_t> keys;

  /// The longest list that transactions of the kind read from the key, the first of several.
  template <class IsOfKind>
  List longest(std::int64_t key, const IsOfKind& is_of_kind) const {
    List longest;
    for (const AppendTxn& txn : txns)
      for (const ListOp& op : txn.completed)
        if (is_of_kind(txn) && op.reads(key) && op.list.size() > longest.size()) longest = op.list;
    return longest;
  }
};

/// Keys and elements are whole numbers.
AppendTxns read_append_txns(const History& history);

}  // namespace eddy::plain
