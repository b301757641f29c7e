#pragma once

#include <optional>

#include "tests/fuzz/plain_appends.hpp"
#include "tests/fuzz/plain_edges.hpp"

namespace eddy::plain {

/// What depends on what among transactions over lists (Elle's list-append).
Edges append_edges(const AppendTxns& history);

/// The order of a key's elements: that of the longest list read; where nobody read one, the
/// only append that there is.
List order_of(const AppendTxns& history, std::int64_t key);

}  // namespace eddy::plain
