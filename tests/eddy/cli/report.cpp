#include "tests/eddy/cli/report.hpp"

#include <CLI/App.hpp>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "tests/eddy/cli/exit_status.hpp"
#include "tests/eddy/report/flow_chart.hpp"
#include "tests/eddy/report/index.hpp"
#include "tests/eddy/report/maelstrom_run.hpp"
#include "tests/eddy/report/report.hpp"
#include "tests/eddy/report/run_files.hpp"

namespace eddy {
namespace {

struct ReportArguments {
  std::string folder = "store/latest";
  bool index = false;
  std::vector<std::string> compare;
  std::string svg;
  FlowChartOptions chart;
};

int run(const ReportArguments& arguments) {
  try {
    if (arguments.index) {
      std::cout << write_index(arguments.folder).string() << '\n';
    } else if (!arguments.compare.empty()) {
      std::cout << write_report(arguments.compare[0], arguments.compare[1]).string() << '\n';
    } else if (arguments.svg.empty()) {
      std::cout << write_report(arguments.folder).string() << '\n';
      if (is_maelstrom_run(arguments.folder))
        std::cerr
            << "eddy report: the page shows no messages: Maelstrom keeps them in net-journal/, "
               "in a form that it does not document\n";
    } else {
      write_file(arguments.svg, flow_chart(arguments.folder, arguments.chart));
      std::cout << arguments.svg << '\n';
    }
    return exit_valid;
  } catch (const std::exception& error) {
    std::cerr << "eddy report: " << error.what()
              << "; DIR is the folder of one test, store/<workload>/<time>\n";
    return exit_bad_arguments;
  }
}

}  // namespace

void declare_report_command(CLI::App& command, int& exit_status) {
  const auto arguments = std::make_shared<ReportArguments>();
  command.add_option("dir", arguments->folder, "Folder of the test")->capture_default_str();
  command.add_flag("--index", arguments->index,
                   "Make the table of the tests below DIR instead: index.html");
  command
      .add_option("--compare", arguments->compare,
                  "Make the page of the first folder, with the second's run beside it and the "
                  "first difference marked")
      ->expected(2);
  CLI::Option* svg = command.add_option(
      "--svg", arguments->svg, "Draw the messages of a short time into this image file instead");
  command.add_option("--from", arguments->chart.from_s, "where the image begins, in seconds")
      ->needs(svg)
      ->capture_default_str();
  command.add_option("--to", arguments->chart.to_s, "where it ends")
      ->needs(svg)
      ->capture_default_str();
  command.callback([arguments, &exit_status] { exit_status = run(*arguments); });
}

}  // namespace eddy
