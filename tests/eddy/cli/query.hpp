#pragma once

namespace CLI {
class App;
}

namespace eddy {

/// Adds `query` to the program: prints figures from a results file, for scripts.
/// When it has run, `exit_status` is 0, or 254 for a file that cannot be read.
void add_query_command(CLI::App& app, int& exit_status);

}  // namespace eddy
