#pragma once

#include <string>

#include "tests/eddy/run/options.hpp"

namespace eddy {

/// The command that runs exactly this test again, for a shell: this program, its
/// arguments as they must be quoted, numbers with all their digits.
std::string command_line(const TestOptions& options);

/// As one word of a shell's command.
std::string quoted(const std::string& word);

/// The command that gives the node's program the first message alone, and shows its answer.
std::string command_by_hand(const TestOptions& options);

}  // namespace eddy
