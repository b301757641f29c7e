#include "tests/eddy/cli/report.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "tests/eddy/cli/exit_status.hpp"
#include "tests/eddy/report/report.hpp"

namespace eddy {
namespace {

int run(const std::string& folder) {
  try {
    std::cout << write_report(folder).string() << '\n';
    return exit_valid;
  } catch (const std::exception& error) {
    std::cerr << "eddy report: " << error.what()
              << "; DIR is the folder of one test, store/<workload>/<time>\n";
    return exit_bad_arguments;
  }
}

}  // namespace

void add_report_command(CLI::App& app, int& exit_status) {
  const auto folder = std::make_shared<std::string>("store/latest");
  CLI::App* command = app.add_subcommand("report", "Make the page of a test anew: report.html");
  command->add_option("dir", *folder, "Folder of the test")->capture_default_str();
  command->callback([folder, &exit_status] { exit_status = run(*folder); });
}

}  // namespace eddy
