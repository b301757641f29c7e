#include "tests/eddy/cli/jepsen_options.hpp"

#include <CLI/App.hpp>

namespace eddy {
namespace {

struct JepsenOption {
  std::string name;
  bool has_value;
  std::string why;  ///< it does nothing
};

const std::vector<JepsenOption>& jepsen_options() {
  static const std::string local = "nodes run on this machine, without a login";
  static const std::vector<JepsenOption> options = {
      {"--username", true, local},
      {"--password", true, local},
      {"--strict-host-key-checking", false, local},
      {"--no-ssh", false, local},
      {"--ssh-private-key", true, local},
      {"--leave-db-running", false, "nodes end with eddy, who reads and writes their pipes"},
      {"--logging-json", false,
       "eddy keeps no log; results.json and history.jsonl are JSON anyway"},
  };
  return options;
}

}  // namespace

void declare_jepsen_options(CLI::App& command) {
  const std::string help = "does nothing here";
  for (const JepsenOption& option : jepsen_options()) {
    CLI::Option* const declared = option.has_value ? command.add_option(option.name, help)
                                                   : command.add_flag(option.name, help);
    declared->group("Jepsen's");
  }
}

std::vector<std::string> jepsen_options_given(const CLI::App& command) {
  std::vector<std::string> sentences;
  for (const JepsenOption& option : jepsen_options())
    if (command.count(option.name) > 0)
      sentences.push_back(option.name + " does nothing here: " + option.why);
  return sentences;
}

std::string why_no_command(const std::string& name) {
  if (name == "serve")
    return "there is no web server: open store/latest/report.html in a browser, or the table that "
           "`eddy report --index store` makes";
  if (name == "demo") return "the programs that it would run are Maelstrom's own";
  if (name == "doc") return "what there is to read is tests/eddy/README.md";
  return "";
}

}  // namespace eddy
