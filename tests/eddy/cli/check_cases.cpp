#include "tests/eddy/cli/check_cases.hpp"

#include <iostream>
#include <map>

#include "tests/eddy/history/json_text.hpp"
#include "tests/eddy/workloads/labelled_case.hpp"

namespace eddy {
namespace {

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

void check_case(const Json& json, const std::string& workload, const CheckOptions& options,
                CaseSummary& summary) {
  const LabelledCase labelled = read_case(json, workload, options);
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

}  // namespace

bool holds_cases(const std::string& text) {
  const auto first = Json::try_parse(text.substr(0, text.find('\n')));
  return first && first->is_object() && first->contains("history");
}

int check_cases(std::istream& in, const std::string& workload, const CheckOptions& options) {
  CaseSummary summary;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    const Json json = parse_json_text(line, number);
    try {
      check_case(json, workload, options, summary);
    } catch (const std::exception& error) {
      throw HistoryError("line " + std::to_string(number) + ": " + error.what());
    }
  }
  const Json counts = {
      {"verdicts", summary.verdicts}, {"agree", summary.agree}, {"disagree", summary.disagree}};
  std::cout << Json{{"summary", counts}}.dump() << '\n';
  return summary.status();
}

}  // namespace eddy
