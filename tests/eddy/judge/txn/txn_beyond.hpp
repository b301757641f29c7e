#pragma once

#include "tests/eddy/judge/findings.hpp"
#include "tests/eddy/judge/txn/txn_history.hpp"

namespace eddy {

/// Adds oddities that Maelstrom's checker does not see:
/// - null-list: null instead of a list of micro-operations;
/// - garbage-read: a value that no transaction ever wrote;
/// - future-read: a value that only the transaction itself wrote, later on (seen by
///   Maelstrom only where it lies among transactions that run in a circle);
/// - internal-null: null first, another value later, nothing written between;
/// - forgotten-key: null, though the same process had read or written the key;
/// - duplicate-write: a value written to a key by several transactions that may
///   have happened. The checker relies on there being none.
void find_beyond(const TxnHistory& history, Findings& beyond);

}  // namespace eddy
