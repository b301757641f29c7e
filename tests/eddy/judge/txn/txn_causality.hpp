#pragma once

#include "tests/eddy/judge/txn/txn_anomalies.hpp"
#include "tests/eddy/judge/txn/txn_history.hpp"

namespace eddy {

/// Finds the reads that no causally consistent store gives ("causality"), by the
/// axiom of Biswas and Enea ("On the complexity of checking transactional
/// consistency", OOPSLA 2019).
///
/// One transaction comes before another in causal order if it is earlier in the
/// same process, or wrote what the other read, or by way of others. If t read a
/// key as t1 had written it, any other writer t2 of that key that comes before t
/// in causal order must come before t1 in the one order in which all writes are
/// arbitrated, and that order must respect the causal one. Where there is no such
/// order, each read that asks for an impossible place in it is an anomaly; one
/// for each circle of transactions is reported. A null is what was there before
/// all writes. A transaction may not come before itself in causal order, either.
///
/// Near-linear in the history for a given number of processes.
void find_causality_violations(const TxnHistory& history, const AnomalySink& sink);

}  // namespace eddy
