#pragma once

namespace CLI {
class App;
}

namespace eddy {

// Exit statuses, as Jepsen has them.
inline constexpr int exit_valid = 0;
inline constexpr int exit_invalid = 1;
inline constexpr int exit_unknown = 2;
inline constexpr int exit_bad_arguments = 254;
inline constexpr int exit_failure = 255;
/// After Ctrl-C, as shells have it.
inline constexpr int exit_interrupted = 130;

/// Adds `eddy test` to the program; it sets the exit status.
void add_test_command(CLI::App& app, int& exit_status);

}  // namespace eddy
