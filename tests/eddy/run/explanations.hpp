#pragma once

#include <string>

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// Why a test is not valid: each objection of its results, those that make it invalid
/// first, those of the checkers before the others. Alike ones stand once. An array of
///   {"kind", "operations", "nodes", "values", "text": as in finding.hpp,
///    "part": "workload",  // which part of the results
///    "count": alike ones, itself included,
///    "more": of the last of its kind, how many others were not kept,
///    "time": of the first operation, in ns, "circumstances": the faults in sentences,
///    "faults": [{"fault", "node", "effect", "began", "ended", "between"}],
///    "alike": [the others' "operations", as far as they are kept, ...]}
/// Empty for a valid test. `time` is null where there is no operation, `ended` where the fault
/// never did. Without nodes, no fault is told.
Json explanations(const History& history, const Json& results);

/// Of these the first in full, and which other kinds there are.
std::string why(const Json& explanations);

/// "lost (8 alike): ...": one of them with its circumstances.
std::string told(const Json& explanation);

}  // namespace eddy
