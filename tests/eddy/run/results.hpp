#pragma once

#include <string>

#include "tests/eddy/history/history.hpp"
#include "tests/eddy/run/options.hpp"
#include "tests/eddy/run/run.hpp"

namespace eddy {

/// All that is said about a test: {"valid", "workload": the checker's result,
/// "stats", "net", "availability", "exceptions", "latencies", "rate", "options"},
/// "liveness" for a simulated one, and "beyond" and "propagation" for a strict one. `valid` is
/// false where one of them says so, else "unknown" where the checker does, else true.
Json judge(const TestOptions& options, const Recording& recording);

/// For a person: the figures, and why the test is not valid where it is not.
std::string summary(const Json& results);

}  // namespace eddy
