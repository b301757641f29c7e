#include "tests/eddy/cli/commands.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

#include "glomers/complaint.hpp"
#include "tests/eddy/cli/check.hpp"
#include "tests/eddy/cli/exit_status.hpp"
#include "tests/eddy/cli/explore.hpp"
#include "tests/eddy/cli/jepsen_options.hpp"
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
  const std::string why = why_no_command(arguments[0]);
  if (!why.empty()) return "no command '" + arguments[0] + "': " + why;
  const auto meant = glomers::nearest(arguments[0], names);
  return "no command '" + arguments[0] + "'" + (meant ? " (did you mean " + *meant + "?)" : "") +
         "; there are: " + list;
}

/// A dash that a text editor or a web page has made of "-" or "--", at the word's beginning:
/// its length in bytes, 0 if there is none. U+2010 to U+2015, and U+2212.
std::size_t typographic_dash(const std::string& word) {
  const bool is_dash =
      word.starts_with("\xe2\x80") && word.size() > 2 && word[2] >= '\x90' && word[2] <= '\x95';
  return is_dash || word.starts_with("\xe2\x88\x92") ? 3 : 0;
}

/// Such a word would go to the node, and the test run without what was meant.
std::string typographic_word(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (typographic_dash(word) == 0) continue;
    std::string name = word;
    while (const std::size_t dash = name.starts_with('-') ? 1 : typographic_dash(name))
      name.erase(0, dash);
    return "'" + word + "' begins with a typographic dash, which begins no option: " +
           (name.size() == 1 ? "-" : "--") + name + " was meant? (what the node is to get stands " +
           "behind a word -- of its own)";
  }
  return "";
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
  auto end = arguments.end();
  if (!arguments.empty() && (arguments[0] == "test" || arguments[0] == "explore"))
    end = std::find(arguments.begin(), arguments.end(), "--");
  const std::vector<std::string> words(arguments.begin(), end);
  std::vector<std::string> for_node;
  if (end != arguments.end()) for_node.assign(end + 1, arguments.end());
  declare_test_command(*app.add_subcommand("test", "Runs a cluster under load and judges it"),
                       for_node, exit_status);
  declare_explore_command(
      *app.add_subcommand("explore", "Runs all schedules of a tiny test that deviate little"),
      for_node, exit_status);
  declare_check_command(*app.add_subcommand("check", "Judge a recorded history"), exit_status);
  declare_query_command(
      *app.add_subcommand("query", "Print figures from a results file, one a line"), exit_status);
  declare_report_command(*app.add_subcommand("report", "Make the page of a test anew: report.html"),
                         exit_status);
  const std::string unknown = unknown_command(app, arguments);
  if (!unknown.empty()) return refuse("eddy", unknown);
  const std::string dash = typographic_word(words);
  if (!dash.empty()) return refuse("eddy " + words[0], dash);
  try {
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));  // last first
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
