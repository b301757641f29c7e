#pragma once

#include "tests/eddy/judge/txn/txn_anomalies.hpp"
#include "tests/eddy/workloads/txn_list_append/append_history.hpp"

namespace eddy {

/// Finds the reads that no causally consistent store gives ("causality"). One transaction comes
/// before another in causal order if it is earlier in the same process, or appended an element
/// that the other read, or by way of others. Then a read of the other has all that it appended to
/// the key. A transaction may not come before itself, either.
///
/// Near-linear in the history for a given number of processes.
void find_append_causality(const AppendHistory& history, const AnomalySink& sink);

}  // namespace eddy
