#include "tests/eddy/cli/commands.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

#include "glomers/complaint.hpp"
#include "tests/eddy/cli/check.hpp"
#include "tests/eddy/cli/exit_status.hpp"
#include "tests/eddy/cli/query.hpp"
#include "tests/eddy/cli/report.hpp"
#include "tests/eddy/cli/test.hpp"
#include "tests/eddy/run/build.hpp"

namespace eddy {
namespace {

/// What is wrong with the first word, where that is no command; else nothing.
std::string unknown_command(const CLI::App& app, const std::vector<std::string>& arguments) {
  if (arguments.empty() || arguments[0].starts_with("-")) return "";
  std::vector<std::string> names;
  std::string list;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
    list += (list.empty() ? "" : ", ") + names.back();
    if (names.back() == arguments[0]) return "";
  }
  const auto meant = glomers::nearest(arguments[0], names);
  return "no command '" + arguments[0] + "'" + (meant ? " (did you mean " + *meant + "?)" : "") +
         "; there are: " + list;
}

/// Tells what is wrong with the command line. Returns the exit status.
int refuse(const std::string& command, const std::string& what) {
  std::cerr << command << ": " << what << "\n  " << command << " --help tells more\n";
  return exit_bad_arguments;
}

}  // namespace

int run_commands(const std::vector<std::string>& arguments) {
  CLI::App app("A test bench for Maelstrom nodes, without the JVM.", "eddy");
  app.footer(
      "Exit status: 0 valid, 1 invalid, 2 unknown, 254 bad arguments, 255 failure,\n130 "
      "interrupted. With --seeds: 0 if no seed failed, else 1.");
  app.require_subcommand(1);
  app.set_version_flag("--version", build_text());
  int exit_status = exit_valid;
  declare_test_command(*app.add_subcommand("test", "Runs a cluster under load and judges it"),
                       exit_status);
  declare_check_command(*app.add_subcommand("check", "Judge a recorded history"), exit_status);
  declare_query_command(
      *app.add_subcommand("query", "Print figures from a results file, one a line"), exit_status);
  declare_report_command(*app.add_subcommand("report", "Make the page of a test anew: report.html"),
                         exit_status);
  const std::string complaint = unknown_command(app, arguments);
  if (!complaint.empty()) return refuse("eddy", complaint);
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));  // last first
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    const auto chosen = app.get_subcommands();
    if (chosen.empty()) return refuse("eddy", glomers::complaint(app, error));
    return refuse("eddy " + chosen[0]->get_name(), glomers::complaint(*chosen[0], error));
  }
  return exit_status;
}

}  // namespace eddy
