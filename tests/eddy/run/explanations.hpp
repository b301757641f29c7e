#pragma once

#include <string>

#include "tests/eddy/history/history.hpp"
#include "tests/eddy/run/options.hpp"

namespace eddy {

/// Why a test is not valid: each objection of its results, those that make it invalid
/// first, those of the checkers before the others. Alike ones stand once. An array of
///   {"part": "workload", "kind": "lost",  // which part of the results, what kind of error
///    "text": a sentence that names node and client, "count": alike ones, itself included,
///    "more": of the last of its kind, how many others were not kept,
///    "example": which sentence of its kind it is, from 0,
///    "ops": indices of the ops that it names, "time": the first one's, in ns,
///    "nodes": theirs, "circumstances": the faults in sentences,
///    "faults": [{"fault", "node", "effect", "began", "ended", "between"}],
///    "alike": [the others' "ops", as far as they are kept, ...]}
/// Empty for a valid test. `time` is null where no op is named, `ended` where the fault never did.
Json explanations(const TestOptions& options, const History& history, const Json& results);

/// The same of a history alone: no node, client or fault is told.
Json explanations(const History& history, const Json& results);

/// Of these the first in full, and which other kinds there are.
std::string why(const Json& explanations);

/// "lost (8 alike): ...": one of them with its circumstances.
std::string told(const Json& explanation);

}  // namespace eddy
