#pragma once

#include "tests/eddy/history/history.hpp"
#include "tests/eddy/judge/check_options.hpp"

namespace eddy {

/// Judges the transactions of a history over read-write registers against every
/// model asked for: valid if and only if all of them hold. The result has
///   valid          true, false, or "unknown" together with "error", a short code;
///   anomaly-types  sorted names of what was found and a model forbids;
///   anomalies      type -> {"count", "errs": the first few, with their ops}; for
///                  cycles the count is that of the components that have one;
///   not            the weakest models of our table that the history breaks;
///   explanations   the examples, as judge/finding.hpp has them;
///   tolerated      anomalies that occur and that the models asked for allow;
///   beyond         what Maelstrom would not report (see TXN.md).
/// Anything but `valid`, `tolerated` and `beyond` appears only where the verdict is not true.
/// Follows elle.rw-register with :wfr-keys? as Maelstrom runs it; TXN.md lists
/// the differences. Throws std::invalid_argument for an unknown model,
/// HistoryError for an operation that is no transaction.
Json check_txn_rw_register(const History& history, const CheckOptions& options);

}  // namespace eddy
