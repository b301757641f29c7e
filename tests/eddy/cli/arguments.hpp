#pragma once

#include <string>
#include <vector>

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
  int test_count = 1;
  std::vector<std::string> nodes;  ///< one by one
  std::string nodes_file;
  SweepOptions sweep;
};

/// Puts together what several words say, and what they leave open: `for_node` stood behind "--".
/// Throws std::invalid_argument with a text for a person.
void complete(TestArguments& arguments, const CLI::App& command,
              const std::vector<std::string>& for_node);

/// Declares the options; parsing them fills in the arguments, which must live until then.
void declare_test_arguments(CLI::App& command, TestArguments& arguments);

}  // namespace eddy
