#pragma once

#include <set>
#include <string>

#include "tests/fuzz/plain_appends.hpp"

namespace eddy::plain {

/// Of the anomalies that are no cycles, those that occur among transactions over lists.
std::set<std::string> append_anomalies(const AppendTxns& history);

}  // namespace eddy::plain
