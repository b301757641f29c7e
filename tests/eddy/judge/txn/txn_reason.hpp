#pragma once

#include <string>

#include "tests/eddy/judge/txn/txn_cycles.hpp"
#include "tests/eddy/judge/txn/txn_history.hpp"
#include "tests/eddy/judge/txn/txn_versions.hpp"

namespace eddy {

/// Why one transaction precedes another.
struct Reason {
  Json data;           ///< "type", and for data dependencies "key", "value" and "value'"
  std::string before;  ///< text between the names of the two transactions
  std::string after;   ///< text after the second name

  std::string sentence(const std::string& from, const std::string& to) const {
    return from + before + to + after;
  }
};

Reason reason_of(const TxnHistory& history, const VersionOrder& order, const Step& step);

}  // namespace eddy
