#include <fstream>
#include <set>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/eddy/cli/command_outcome.hpp"
#include "tests/eddy/workloads/check.hpp"
#include "tests/eddy/workloads/kinds.hpp"

// SOURCE is the project's folder.

using namespace eddy;

namespace {

std::string document() {
  std::ostringstream text;
  text << std::ifstream(SOURCE "/tests/eddy/HISTORY.md").rdbuf();
  return text.str();
}

/// What the first block of code below the workload's heading holds.
std::string example_of(const std::string& text, const std::string& workload) {
  const std::string opening = "```json\n";
  const std::size_t heading = text.find("\n## " + workload + "\n");
  REQUIRE(heading != std::string::npos);
  const std::size_t begin = text.find(opening, heading) + opening.size();
  return text.substr(begin, text.find("```", begin) - begin);
}

/// The names in the first column of the first table.
std::set<std::string> fields_in(const std::string& text) {
  std::set<std::string> fields;
  std::istringstream lines(text.substr(0, text.find("Rules:")));
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("| `")) fields.insert(line.substr(3, line.find('`', 3) - 3));
  return fields;
}

}  // namespace

TEST_CASE("the examples of HISTORY.md are valid histories of the fields that it names") {
  const std::string text = document();
  const std::set<std::string> fields = fields_in(text);
  std::set<std::string> used;
  for (const std::string& workload : workload_names()) {
    const std::string example = example_of(text, workload);
    INFO(example);
    const CommandOutcome outcome = outcome_of({"check", "-w", workload, "--json"}, example);
    CHECK(outcome.err.empty());
    REQUIRE(outcome.status == 0);
    CHECK_FALSE(Json::parse(outcome.out).contains("beyond"));
    std::istringstream lines(example);
    for (std::string line; std::getline(lines, line);) {
      const Json op = Json::parse(line);
      for (const auto& [field, value] : op.items()) used.insert(field);
    }
  }
  CHECK(used == fields);
}
