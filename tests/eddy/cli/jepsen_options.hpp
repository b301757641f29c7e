#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace eddy {

/// Declares those of Jepsen's options for a test that do nothing here, so that a command that
/// the real bench takes is taken.
void declare_jepsen_options(CLI::App& command);

/// What to tell of those that were given: a sentence each.
std::vector<std::string> jepsen_options_given(const CLI::App& command);

/// Why eddy has no such command, where Maelstrom or Jepsen has it; else nothing.
std::string why_no_command(const std::string& name);

}  // namespace eddy
