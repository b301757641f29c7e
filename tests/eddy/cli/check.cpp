#include "tests/eddy/cli/check.hpp"

#include <CLI/App.hpp>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <utility>

#include "tests/eddy/cli/exit_status.hpp"
#include "tests/eddy/history/json_text.hpp"
#include "tests/eddy/judge/checker.hpp"
#include "tests/eddy/judge/labelled_case.hpp"
#include "tests/eddy/judge/recognize.hpp"
#include "tests/eddy/judge/txn/model_names.hpp"

namespace eddy {
namespace {

struct CheckArguments {
  std::string workload;
  CheckOptions options;
  std::string file = "-";
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
  const std::string found = recognized_workload(history).value_or(workload);
  if (found != workload)
    throw HistoryError("this looks like " + std::string(found == "echo" ? "an " : "a ") + found +
                       " history, not like one of " + workload);
}

int check_history(std::istream& in, const CheckArguments& arguments) {
  if (arguments.workload.empty()) throw HistoryError("a history needs its --workload");
  const History history = read_history(in);
  require_workload(history, arguments.workload);
  try {
    const Json result = check(arguments.workload, history, arguments.options);
    std::cout << result.dump(2) << '\n';
    return exit_status_of(result["valid"]);
  } catch (const OpError& error) {
    throw HistoryError("line " + std::to_string(line_of(history, error.index)) + ": " +
                       error.what());
  }
}

/// Counts verdicts, and the cases that got another one than they expect.
struct CaseSummary {
  std::map<std::string, int> verdicts = {{"true", 0}, {"false", 0}, {"unknown", 0}};
  int agree = 0;
  int disagree = 0;

  int status() const {
    if (disagree > 0) return 1;
    if (agree > 0) return 0;
    return verdicts.at("false") > 0 ? 1 : verdicts.at("unknown") > 0 ? 2 : 0;
  }
};

void check_case(const Json& json, const CheckArguments& arguments, CaseSummary& summary) {
  const LabelledCase labelled = read_case(json, arguments.workload, arguments.options);
  if (labelled.workload.empty()) throw HistoryError("no field `workload`, and no --workload");
  const Json result = check(labelled.workload, labelled.history, labelled.options);
  Json report = {{"name", labelled.name},
                 {"workload", labelled.workload},
                 {"valid", result["valid"]},
                 {"results", result}};
  const Json& valid = result["valid"];
  ++summary.verdicts[valid.is_string() ? valid.get<std::string>() : valid.dump()];
  if (!labelled.expected.is_null()) {
    const std::vector<std::string> differences = disagreements(labelled, result);
    report["disagreements"] = differences;
    ++(differences.empty() ? summary.agree : summary.disagree);
  }
  std::cout << report.dump() << '\n';
}

int check_cases(std::istream& in, const CheckArguments& arguments) {
  CaseSummary summary;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    const Json json = parse_json_text(line, number);
    try {
      check_case(json, arguments, summary);
    } catch (const std::exception& error) {
      throw HistoryError("line " + std::to_string(number) + ": " + error.what());
    }
  }
  const Json counts = {
      {"verdicts", summary.verdicts}, {"agree", summary.agree}, {"disagree", summary.disagree}};
  std::cout << Json{{"summary", counts}}.dump() << '\n';
  return summary.status();
}

/// A first line with a `history` begins a file of cases.
bool holds_cases(const std::string& text) {
  const Json first = Json::parse(text.substr(0, text.find('\n')), nullptr, false);
  return first.is_object() && first.contains("history");
}

std::string read_all(const std::string& file) {
  std::ostringstream text;
  if (file == "-") {
    text << std::cin.rdbuf();
    return text.str();
  }
  std::ifstream in(file, std::ios::binary);
  if (!in) throw HistoryError("cannot be opened");
  if (in.peek() != EOF && !(text << in.rdbuf())) throw HistoryError("cannot be read");
  return text.str();
}

int run(const CheckArguments& arguments) {
  try {
    std::string text = read_all(arguments.file);
    const bool cases = holds_cases(text);
    std::istringstream in(std::move(text));
    return cases ? check_cases(in, arguments) : check_history(in, arguments);
  } catch (const std::exception& error) {
    std::cerr << "eddy check: " << (arguments.file == "-" ? "standard input" : arguments.file)
              << ": " << error.what() << '\n';
    return exit_bad_arguments;
  }
}

}  // namespace

void declare_check_command(CLI::App& command, int& exit_status) {
  auto arguments = std::make_shared<CheckArguments>();
  command.add_option("-w,--workload", arguments->workload, "Workload of the history")
      ->check(CLI::IsMember(workload_names()));
  command
      .add_option("--consistency-models", arguments->options.consistency_models,
                  "What a txn-rw-register history has to satisfy; several with commas between")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->transform(judged_model_name)
      ->check(CLI::IsMember(consistency_model_names()))
      ->capture_default_str();
  command
      .add_option("file", arguments->file,
                  "history.jsonl, or cases, one {\"history\": [...]} a line; - is standard input")
      ->capture_default_str();
  command.callback([arguments, &exit_status] { exit_status = run(*arguments); });
}

}  // namespace eddy
