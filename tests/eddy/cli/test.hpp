#pragma once

namespace CLI {
class App;
}

namespace eddy {

/// What `eddy test` takes and does; the command must live until it has run. It sets the
/// exit status.
void declare_test_command(CLI::App& command, int& exit_status);

}  // namespace eddy
