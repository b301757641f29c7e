#pragma once

#include "tests/eddy/history/history.hpp"
#include "tests/eddy/judge/check_options.hpp"

namespace eddy {

/// Transactions that append to lists and read whole lists, judged as Elle's list-append does
/// (Kingsbury and Alvaro, Elle: inferring isolation anomalies from experimental observations,
/// 2020). What was read of a key tells in which order it was written, so all dependencies
/// between transactions are known but for appends that nobody read.
///
/// The result is that of check_txn_rw_register(); a history in which no transaction depends on
/// another one is unknown here.
Json check_txn_list_append(const History& history, const CheckOptions& options);

}  // namespace eddy
