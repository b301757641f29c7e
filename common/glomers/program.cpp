#include "glomers/program.hpp"

#include <cstdio>

#include "glomers/runtime.hpp"

namespace glomers {
namespace {

constexpr int exit_bad_arguments = 254;

const char* footer =
    "Speaks Maelstrom's protocol: one JSON message a line on standard input and output,\n"
    "logs on standard error. Started by a bench, e.g.: build/eddy test -w WORKLOAD --bin THIS";

}  // namespace

int run_program(const Program& program, int argc, char** argv) {
  try {
    return run_node(parse_program(program, {argv + 1, argv + argc}));
  } catch (const HelpWanted& help) {
    std::printf("%s", help.what());
    return 0;
  } catch (const OptionsError& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return exit_bad_arguments;
  }
}

AppFactory parse_program(const Program& program, const std::vector<std::string>& arguments) {
  Options options(program.name, program.description, footer);
  AppFactory make_app = program.declare(options);
  options.parse(arguments);
  return make_app;
}

}  // namespace glomers
