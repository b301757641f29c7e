#pragma once

#include <string>

#include "tests/eddy/run/options.hpp"
#include "tests/eddy/search/sweep.hpp"

namespace CLI {
class App;
}

namespace eddy {

/// What the command line of `eddy test` says.
struct TestArguments {
  TestOptions test;
  std::string availability;
  std::string operations;
  std::string store = "store";
  SweepOptions sweep;
};

/// Declares the options; parsing them fills in the arguments, which must live until then.
void declare_test_arguments(CLI::App& command, TestArguments& arguments);

}  // namespace eddy
