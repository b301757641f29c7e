#pragma once

namespace CLI {
class App;
}

namespace eddy {

/// What `query` takes and does: prints figures from a results file, for scripts.
/// When it has run, `exit_status` is 0, or 254 for a file that cannot be read.
void declare_query_command(CLI::App& command, int& exit_status);

}  // namespace eddy
