#include "tests/eddy/cli/commands.hpp"

#include <CLI/CLI.hpp>

#include "tests/eddy/cli/check.hpp"
#include "tests/eddy/cli/exit_status.hpp"
#include "tests/eddy/cli/query.hpp"
#include "tests/eddy/cli/report.hpp"
#include "tests/eddy/cli/test.hpp"

namespace eddy {

int run_commands(const std::vector<std::string>& arguments) {
  CLI::App app("A test bench for Maelstrom nodes, without the JVM.", "eddy");
  app.footer(
      "Exit status: 0 valid, 1 invalid, 2 unknown, 254 bad arguments, 255 failure,\n130 "
      "interrupted. With --seeds: 0 if no seed failed, else 1.");
  app.require_subcommand(1);
  int exit_status = exit_valid;
  add_test_command(app, exit_status);
  add_check_command(app, exit_status);
  add_query_command(app, exit_status);
  add_report_command(app, exit_status);
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));  // last first
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? exit_valid : exit_bad_arguments;
  }
  return exit_status;
}

}  // namespace eddy
