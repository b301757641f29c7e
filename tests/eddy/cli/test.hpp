#pragma once

namespace CLI {
class App;
}

namespace eddy {

/// Adds `eddy test` to the program; it sets the exit status.
void add_test_command(CLI::App& app, int& exit_status);

}  // namespace eddy
