#include "tests/eddy/cli/check.hpp"

#include <CLI/App.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <sstream>
#include <utility>

#include "tests/eddy/cli/check_cases.hpp"
#include "tests/eddy/cli/exit_status.hpp"
#include "tests/eddy/cli/history_file.hpp"
#include "tests/eddy/judge/txn/model_names.hpp"
#include "tests/eddy/run/results.hpp"
#include "tests/eddy/run/summary.hpp"
#include "tests/eddy/workloads/check.hpp"
#include "tests/eddy/workloads/guarded_kind.hpp"
#include "tests/eddy/workloads/kinds.hpp"
#include "tests/eddy/workloads/recognize.hpp"

namespace eddy {
namespace {

struct CheckArguments {
  std::string workload;
  CheckOptions options;
  std::string file = "-";
  bool json = false;
};

/// The line of a history on which the op stands.
std::size_t line_of(const History& history, std::int64_t index) {
  std::size_t line = 1;
  for (const Op& op : history) {
    if (op.index == index) break;
    ++line;
  }
  return line;
}

/// Throws HistoryError for a history of another workload.
void require_workload(const History& history, const std::string& workload) {
  if (const auto other = other_workload(history, workload))
    throw HistoryError("this looks like " + std::string(*other == "echo" ? "an " : "a ") + *other +
                       " history, not like one of " + workload);
}

bool has_operations(const History& history) {
  return std::any_of(history.begin(), history.end(),
                     [](const Op& op) { return op.process != nemesis_process; });
}

/// Prints what is thought of it, and returns the exit status.
int judge_and_print(const History& history, const std::string& name,
                    const CheckArguments& arguments) {
  if (arguments.json) {
    const Json result = check(arguments.workload, history, arguments.options);
    std::cout << result.dump(2) << '\n';
    return exit_status_of(result["valid"]);
  }
  const Json results = judge_history(arguments.workload, history, arguments.options);
  std::cout << summary(results) << "history     " << name << ", judged as "
            << workload_kind(arguments.workload).name() << '\n';
  return exit_status_of(results["valid"]);
}

int check_history(std::istream& in, const std::string& name, const CheckArguments& arguments) {
  if (arguments.workload.empty()) throw HistoryError("a history needs its --workload");
  const History history = read_history(in);
  require_workload(history, arguments.workload);
  if (!has_operations(history))
    std::cerr << "eddy check: " << name
              << ": the history is empty: it has no operation of a client, so there is nothing to "
                 "judge\n";
  try {
    return judge_and_print(history, name, arguments);
  } catch (const OpError& error) {
    throw HistoryError("line " + std::to_string(line_of(history, error.index)) + ": " +
                       error.what());
  }
}

int run(const CheckArguments& arguments) {
  HistoryFile file = {arguments.file == "-" ? "standard input" : arguments.file, ""};
  try {
    read_history_file(arguments.file, file);
    const bool cases = holds_cases(file.text);
    std::istringstream in(std::move(file.text));
    return cases ? check_cases(in, arguments.workload, arguments.options)
                 : check_history(in, file.name, arguments);
  } catch (const WorkloadFailure& failure) {
    std::cerr << "eddy check: " << failure.what() << '\n';
    return exit_failure;
  } catch (const std::exception& error) {
    std::cerr << "eddy check: " << file.name << ": " << error.what() << '\n';
    return exit_bad_arguments;
  }
}

/// What is wrong with the name of a workload; empty if it is one.
std::string error_unless_workload(const std::string& name) {
  try {
    workload_kind(name);
    return "";
  } catch (const std::exception& error) {
    return error.what();
  }
}

}  // namespace

void declare_check_command(CLI::App& command, int& exit_status) {
  auto arguments = std::make_shared<CheckArguments>();
  command
      .add_option("-w,--workload", arguments->workload,
                  "Workload of the history, or the file of its module")
      ->check(error_unless_workload);
  command
      .add_option("--consistency-models", arguments->options.consistency_models,
                  "What a txn-rw-register history has to satisfy; several with commas between")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->transform(judged_model_name)
      ->check(CLI::IsMember(consistency_model_names()))
      ->capture_default_str();
  command
      .add_option(
          "file", arguments->file,
          "history.jsonl, Maelstrom's history.edn, a folder with one of them, or cases, one\n"
          "{\"history\": [...]} a line; - is standard input")
      ->capture_default_str();
  command.add_flag("--json", arguments->json, "Print the checker's result as JSON");
  command.callback([arguments, &exit_status] { exit_status = run(*arguments); });
}

}  // namespace eddy
