#pragma once

#include <functional>
#include <string>

#include "tests/eddy/judge/txn/txn_explain.hpp"
#include "tests/eddy/judge/txn/txn_history.hpp"
#include "tests/eddy/judge/txn/txn_versions.hpp"

namespace eddy {

/// Takes one occurrence of an anomaly under its name.
using AnomalySink = std::function<void(const std::string& name, const Example& example)>;

/// Finds the anomalies that are no cycles of transactions:
/// - internal: a read differs from what the transaction read or wrote before;
/// - G1a: an ok transaction read what a failed one wrote;
/// - G1b: it read what another one overwrote itself;
/// - lost-update: several ok transactions read the same version of a key, then
///   wrote the key;
/// - cyclic-versions: the order of a key's versions contradicts itself.
void find_anomalies(const TxnHistory& history, const VersionOrder& order, const AnomalySink& sink);

}  // namespace eddy
