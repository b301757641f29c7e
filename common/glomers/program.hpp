#pragma once

#include <functional>
#include <string>
#include <vector>

#include "glomers/app_factory.hpp"
#include "glomers/options.hpp"

namespace glomers {

/// A node program, described once for the process (run_program) and for a
/// simulator (parse_program).
struct Program {
  std::string name;
  std::string description;
  /// Declares the program's options; the result makes the application with the values
  /// that were parsed.
  std::function<AppFactory(Options&)> declare;
  /// The strongest consistency model that the node promises for transactions, by eddy's name.
  /// Empty: it does not say.
  std::string consistency_model = {};
  /// The option with which what the node has acknowledged survives its death. Empty: there is
  /// no such option, as it survives in any case, or never.
  std::string durable_option = {};
  /// Whether its nodes talk though nobody has asked for anything, for instance by heartbeats.
  /// Of all others a simulator demands that they fall silent.
  bool has_heartbeats = false;
};

/// The program that a node's sources are. One of them defines this function. glomers_node()
/// (CMake) compiles it with a main() that runs the program, and as a module for a simulator.
Program node_program();

/// A program's main(): parses the command line, then runs one node on standard
/// input and output until the end of input or SIGTERM. Returns the exit status:
/// 0, 254 for bad arguments, or 255 when the node finds itself broken (ensure.hpp).
int run_program(const Program& program, int argc, char** argv);

/// The same command line without a process. Throws std::invalid_argument with
/// the parser's message for bad arguments.
AppFactory parse_program(const Program& program, const std::vector<std::string>& arguments);

}  // namespace glomers
