#pragma once

#include <optional>
#include <vector>

#include "tests/eddy/judge/txn/txn_history.hpp"

namespace eddy {

/// What is known about the order of versions, and who read and wrote them. All
/// vectors are indexed by version; transactions are indices into TxnHistory::txns.
struct VersionOrder {
  std::vector<std::vector<int>> readers;  ///< ok transactions that externally read it
  std::vector<std::vector<int>> writers;  ///< ok transactions that externally wrote it
  /// Versions known to come directly after: all written ones of the key
  /// after the initial one; v' after v where an ok transaction read v and then wrote v'
  /// (writes follow reads), unless that contradicts itself for any key.
  std::vector<std::vector<int>> next;
  /// Groups of versions each of which precedes the others: cyclic-versions.
  std::vector<std::vector<int>> cycles;
  /// A version that was read although several transactions wrote it, if any: then
  /// nobody can tell what depends on what.
  std::optional<int> ambiguous;
};

VersionOrder order_versions(const TxnHistory& history);

}  // namespace eddy
