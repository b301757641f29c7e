#pragma once

namespace CLI {
class App;
}

namespace eddy {

/// `eddy report [DIR]`: makes a test's page anew.
void add_report_command(CLI::App& app, int& exit_status);

}  // namespace eddy
