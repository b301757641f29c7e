#pragma once

#include "tests/eddy/judge/txn/txn_anomalies.hpp"
#include "tests/eddy/workloads/txn_list_append/append_order.hpp"

namespace eddy {

/// Finds the anomalies that are no cycles of transactions, as Elle's list-append has them:
/// - duplicate-elements: a list that was read holds an element twice;
/// - incompatible-order: two lists that were read of a key, of which none is the beginning of
///   the other;
/// - G1a: an ok transaction read what a failed one appended;
/// - G1b: the last element of a list that it read is one that another transaction appended and
///   then appended to itself;
/// - dirty-update: what an ok transaction appended stands behind what a failed one did;
/// - future-read: a transaction read what it appends later;
/// - internal: a read does not fit what the transaction itself read or appended before;
/// - lost-update: several ok transactions read the same list, then appended to it.
/// Throws CannotJudge for repeated elements that have no order, as the real checker does.
void find_append_anomalies(const AppendHistory& history, const AppendOrder& order,
                           const AnomalySink& sink);

}  // namespace eddy
