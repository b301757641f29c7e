#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tests/eddy/run/options.hpp"
#include "tests/eddy/workloads/workload.hpp"

namespace eddy {

/// An operation of an explored test, and the thread that does it.
struct ScriptedOperation {
  std::size_t thread;
  Invocation invocation;
};

using Script = std::vector<ScriptedOperation>;

/// So many operations, drawn from the workload by the test's seed, for its threads in turn.
Script drawn_script(const TestOptions& options, std::size_t count);

/// Operations written by hand, as "n0 broadcast 1; n1 read": a node, what it is asked, and
/// the value as JSON. The first free thread of that node does it. Throws std::invalid_argument.
Script parse_script(const TestOptions& options, const std::string& text);

/// The same text again.
std::string to_string(const TestOptions& options, const Script& script);

}  // namespace eddy
