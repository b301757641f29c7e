#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace eddy {

/// `eddy explore`: what it takes and does; the command must live until it has run. `for_node`: the
/// words behind "--". It sets the exit status.
void declare_explore_command(CLI::App& command, const std::vector<std::string>& for_node,
                             int& exit_status);

}  // namespace eddy
