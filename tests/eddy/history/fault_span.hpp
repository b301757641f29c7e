#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// One fault, from when the nemesis began it to when it took it back.
struct FaultSpan {
  std::string fault;  ///< "partition", "kill", ...
  std::int64_t began_ns = 0;
  std::int64_t ended_ns = std::numeric_limits<std::int64_t>::max();  ///< max(): never
  Json value;  ///< as in the history: what it hit

  bool is_on_at(std::int64_t time_ns) const { return began_ns <= time_ns && time_ns < ended_ns; }
};

/// All faults of the history, in the order in which they began.
std::vector<FaultSpan> fault_spans(const History& history);

/// What the fault did to the node, to be said after "n0 was": "cut off from n1 n2",
/// "dead"; empty if it did not touch it.
std::string effect_on(const FaultSpan& span, const std::string& node);

}  // namespace eddy
