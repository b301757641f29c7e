#pragma once

#include <string>
#include <vector>

#include "tests/eddy/judge/txn/txn_digraph.hpp"

namespace eddy {

/// What a consistency model forbids. All of them forbid cyclic-versions and
/// duplicate-elements; those beyond Depth::g0 also reads of what is not committed, in all
/// their forms (G1a, G1b, dirty-update, future-read, incompatible-order).
struct ConsistencyModel {
  std::string name;
  Level level;  ///< no cycle within it
  bool forbids_internal = false;
  bool forbids_lost_update = false;
  /// Looks at causal order, which no model of Elle's does.
  bool forbids_causality = false;

  bool forbids_dirty_reads() const { return level.depth >= Depth::g1c; }
  /// Does a history that satisfies the other model always satisfy this one?
  bool implied_by(const ConsistencyModel& other) const;
  /// By the name of an anomaly that is no cycle.
  bool forbids(const std::string& anomaly) const;
};

/// All models, the weaker before the stronger.
const std::vector<ConsistencyModel>& consistency_models();

/// Throws std::invalid_argument that names an unknown model and the known ones.
const ConsistencyModel& consistency_model(const std::string& name);

/// The names of the weakest among the broken models, which are in the order of the
/// table: those that imply no other of them. Of equal ones the first.
std::vector<std::string> weakest_models(const std::vector<ConsistencyModel>& broken);

}  // namespace eddy
