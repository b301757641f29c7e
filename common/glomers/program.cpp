#include "glomers/program.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <stdexcept>

#include "glomers/complaint.hpp"
#include "glomers/runtime.hpp"

namespace glomers {
namespace {

constexpr int exit_bad_arguments = 254;

const char* footer =
    "Speaks Maelstrom's protocol: one JSON message a line on standard input and output,\n"
    "logs on standard error. Started by a bench, e.g.: build/eddy test -w WORKLOAD --bin THIS";

/// The program's name, what is wrong, and what there is instead.
std::string refusal(const CLI::App& app, const CLI::ParseError& error) {
  return app.get_name() + ": " + complaint(app, error) + "\n  its options: " + option_names(app);
}

}  // namespace

int run_program(const Program& program, int argc, char** argv) {
  CLI::App app(program.description, program.name);
  app.footer(footer);
  const Install install = program.declare(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    std::fprintf(stderr, "%s\n", refusal(app, error).c_str());
    return exit_bad_arguments;
  }
  return run_node(install);
}

Install parse_program(const Program& program, const std::vector<std::string>& arguments) {
  CLI::App app(program.description, program.name);
  Install install = program.declare(app);
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));  // last first
  } catch (const CLI::CallForHelp&) {
    throw std::invalid_argument("the options of " + program.name + ":\n" + app.help());
  } catch (const CLI::ParseError& error) {
    throw std::invalid_argument(refusal(app, error));
  }
  return install;
}

}  // namespace glomers
