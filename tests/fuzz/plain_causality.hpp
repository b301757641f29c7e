#pragma once

#include "tests/fuzz/plain_txns.hpp"

namespace eddy::plain {

/// Does no order of the transactions explain what they read from their causes? All orders
/// are tried. Asked of histories without duplicate or null writes only.
bool breaks_causality(const Txns& history);

}  // namespace eddy::plain
