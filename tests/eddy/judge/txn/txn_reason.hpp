#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/eddy/judge/txn/txn_cycles.hpp"
#include "tests/eddy/judge/txn/txn_explain.hpp"
#include "tests/eddy/judge/txn/txn_history.hpp"
#include "tests/eddy/judge/txn/txn_versions.hpp"

namespace eddy {

/// Why one transaction precedes another.
struct Reason {
  Json data;           ///< "type", and for data dependencies "key", "value" and "value'"
  std::string before;  ///< text between the names of the two transactions
  std::string after;   ///< text after the second name

  Sentence sentence(const Sentence& from, const Sentence& to) const {
    return from + before + to + after;
  }
};

/// Of Relation::process and Relation::realtime: the first transaction ended with `end`, the
/// second one began with `begin`.
Reason order_reason(Relation relation, const Op& end, const Op& begin);

Reason reason_of(const TxnHistory& history, const VersionOrder& order, const Step& step);

/// The first and the last event of a transaction, and why one precedes another.
struct CycleTexts {
  std::function<const Op&(int txn)> begin;
  std::function<const Op&(int txn)> op;
  std::function<Reason(const Step& step)> reason;
};

/// A cycle as data, {"cycle": [op, ...], "steps": [reason, ...]}, and in words. Each
/// transaction gets a name, T1 being the one with the lowest number.
Example explain_cycle(std::vector<Step> steps, const CycleTexts& texts);

}  // namespace eddy
