#pragma once

#include <vector>

#include "tests/eddy/history/sentence.hpp"
#include "tests/eddy/judge/txn/txn_cycles.hpp"
#include "tests/eddy/judge/txn/txn_history.hpp"
#include "tests/eddy/judge/txn/txn_versions.hpp"

namespace eddy {

/// One occurrence of an anomaly, to be shown to a person.
struct Example {
  Json data;          ///< the ops involved and what is wrong with them
  Sentence sentence;  ///< the same in words
  Json values;        ///< as a Finding has them
};

/// `read` saw something else than `before`, the last access of its key.
Example explain_internal(const TxnHistory& history, const Txn& txn, const MicroOp& read,
                         const MicroOp& before);

Example explain_g1a(const TxnHistory& history, const Txn& txn, const MicroOp& read,
                    const Txn& writer);

Example explain_g1b(const TxnHistory& history, const Txn& txn, const MicroOp& read,
                    const Txn& writer);

Example explain_lost_update(const TxnHistory& history, int version,
                            const std::vector<const Txn*>& txns);

Example explain_cyclic_versions(const TxnHistory& history, const std::vector<int>& versions);

/// Each transaction gets a name, T1 being the first to have ended, and each step
/// its reason.
Example explain_cycle(const TxnHistory& history, const VersionOrder& order,
                      std::vector<Step> steps);

}  // namespace eddy
