#pragma once

namespace CLI {
class App;
}

namespace eddy {

/// `eddy report [DIR]`: makes a test's page anew.
void declare_report_command(CLI::App& command, int& exit_status);

}  // namespace eddy
