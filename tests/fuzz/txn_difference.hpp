#pragma once

#include <string>

#include "tests/eddy/history/history.hpp"
#include "tests/fuzz/txn_kind.hpp"

namespace eddy {

/// In what the judge and the plain one differ about a small history of transactions, in
/// words; empty if they agree. Compared are, under every model, whether the history breaks
/// it; and under two models, which the number picks, the verdict and the anomalies that
/// are no cycles.
std::string txn_difference(const TxnKind& kind, const History& history, std::uint64_t pick);

}  // namespace eddy
