#pragma once

#include "tests/eddy/judge/txn/txn_graph.hpp"
#include "tests/eddy/workloads/txn_list_append/append_order.hpp"

namespace eddy {

/// Which transaction precedes which, among those that ended ok or with an unknown outcome
/// (Elle's list-append: Kingsbury and Alvaro, 2020):
/// - ww: who appended an element precedes who appended the next one;
/// - wr: who appended the last element of a list precedes who read that list;
/// - rw: who read a list precedes who appended the element after it.
/// An append that nobody read comes after all that was read of its key. A transaction does
/// not precede itself.
TxnGraph build_append_graph(const AppendHistory& history, const AppendOrder& order);

/// Where an append stands: the element before it, if there is one.
struct AppendPlace {
  int element = 0;
  std::optional<int> previous;
};

/// The places of all appends of transactions that count, by key; those that nobody read come
/// after the last element that was read.
std::vector<AppendPlace> places_of_appends(const AppendHistory& history, const AppendOrder& order);

}  // namespace eddy
