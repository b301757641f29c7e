#pragma once

#include <optional>
#include <vector>

#include "tests/eddy/workloads/txn_list_append/append_history.hpp"

namespace eddy {

/// The order in which the elements of each key were appended, as far as reads tell; by key.
struct AppendOrder {
  /// Elements in order: the longest list that an ok transaction or one with an unknown outcome
  /// read, each element once; where none was read, the only append that there is, if there is one.
  std::vector<std::vector<int>> elements;
  /// The longest list that anybody read, transactions that failed too.
  std::vector<std::vector<int>> longest;
};

/// Throws CannotJudge for an element of a longest list that no completion appended.
AppendOrder order_appends(const AppendHistory& history);

}  // namespace eddy
