#pragma once

#include "tests/eddy/history/history.hpp"
#include "tests/eddy/run/options.hpp"
#include "tests/eddy/run/run.hpp"
#include "tests/eddy/workloads/check.hpp"

namespace eddy {

/// All that is said about a test: {"valid", "workload": the checker's result,
/// "stats", "net", "availability", "exceptions", "latencies", "rate", "options",
/// "build"},
/// "liveness" for a simulated one, "beyond" and "propagation" for a strict one, "why" (a
/// sentence) and "explanations" (as in explanations.hpp) for one that is not valid. `valid` is
/// false where one of them says so, else "unknown" where the checker does, else true.
Json judge(const TestOptions& options, const Recording& recording);

/// The same of a history alone, whoever recorded it: {"valid": the checker's verdict,
/// "workload", "stats", "availability", "latencies"}, "why" and "explanations".
Json judge_history(const std::string& workload, const History& history,
                   const CheckOptions& options);

}  // namespace eddy
