#pragma once

namespace CLI {
class App;
}

namespace eddy {

/// What `check` takes and does: judges a recorded history, or a file of labelled
/// cases, and prints the results. When it has run, `exit_status` is 0 for valid, 1
/// for invalid, 2 for unknown, and 254 for input that cannot be read; of cases, 0
/// if all agree with what they expect, else 1.
void declare_check_command(CLI::App& command, int& exit_status);

}  // namespace eddy
