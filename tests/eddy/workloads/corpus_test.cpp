// Every labelled history of tests/data must be taken for one of its workload, get the verdict
// that the real checkers gave it, and agree in all that disagreements() compares.

#include <fstream>
#include <regex>
#include <set>

#include "tests/catch.hpp"
#include "tests/eddy/workloads/check.hpp"
#include "tests/eddy/workloads/kinds.hpp"
#include "tests/eddy/workloads/labelled_case.hpp"
#include "tests/eddy/workloads/recognize.hpp"

using eddy::check;
using eddy::CheckOptions;
using eddy::disagreements;
using eddy::Json;
using eddy::LabelledCase;
using eddy::other_workload;

namespace {

std::vector<LabelledCase> read_corpus(const std::string& workload) {
  std::ifstream in(std::string(EDDY_CORPUS) + "/" + workload + ".jsonl");
  REQUIRE(in);
  std::vector<LabelledCase> cases;
  for (std::string line; std::getline(in, line);) {
    cases.push_back(eddy::read_case(Json::parse(line), "", {}));
  }
  return cases;
}

/// A finding holds all operations that its text names.
void check_operations(const Json& result) {
  Json findings = result.value("explanations", Json::array());
  for (const char* part : {"beyond", "tolerated"}) {
    const Json kinds = result.value(part, Json::object());
    for (const auto& [kind, found] : kinds.items())
      for (const Json& example : found["examples"]) findings.push_back(example);
  }
  static const std::regex named("\\bop (\\d+)\\b");
  for (const Json& finding : findings) {
    const auto text = finding["text"].get<std::string>();
    const auto operations = finding["operations"].get<std::set<std::int64_t>>();
    INFO(finding.dump());
    for (std::sregex_iterator at(text.begin(), text.end(), named), end; at != end; ++at)
      CHECK(operations.count(std::stoll((*at)[1])) == 1);
  }
}

void check_case(const LabelledCase& labelled) {
  REQUIRE(labelled.expected.contains("valid"));
  const Json result = check(labelled.workload, labelled.history, labelled.options);
  INFO(labelled.name);
  CHECK(disagreements(labelled, result) == std::vector<std::string>{});
  CHECK_FALSE(other_workload(labelled.history, labelled.workload));
  check_operations(result);
  // What is not valid is explained.
  CHECK((result["valid"] == true || result.contains("explanations")));
}

void check_corpus(const std::string& workload, std::size_t count) {
  const std::vector<LabelledCase> cases = read_corpus(workload);
  REQUIRE(cases.size() == count);
  for (const LabelledCase& labelled : cases) {
    REQUIRE(labelled.workload == workload);
    check_case(labelled);
  }
}

bool is_valid(const LabelledCase& labelled, const std::string& model) {
  CheckOptions options;
  options.consistency_models = {model};
  return check(labelled.workload, labelled.history, options)["valid"] == true;
}

}  // namespace

TEST_CASE("echo agrees with the real checker") {
  check_corpus("echo", 56);
}

TEST_CASE("unique-ids agrees with the real checker") {
  check_corpus("unique-ids", 106);
}

TEST_CASE("broadcast agrees with the real checker") {
  check_corpus("broadcast", 259);
}

TEST_CASE("g-counter agrees with the real checker") {
  check_corpus("g-counter", 167);
}

TEST_CASE("kafka agrees with the real checker") {
  check_corpus("kafka", 385);
}

TEST_CASE("txn-rw-register agrees with the real checker under 13 models") {
  check_corpus("txn-rw-register", 706);
}

TEST_CASE("lin-kv agrees with the real checker, key by key") {
  check_corpus("lin-kv", 290);
}

TEST_CASE("txn-list-append agrees with the real checker under 17 models") {
  check_corpus("txn-list-append", 427);
}

TEST_CASE("g-set agrees with the real checker") {
  check_corpus("g-set", 156);
}

TEST_CASE("pn-counter agrees with the real checker") {
  check_corpus("pn-counter", 158);
}

TEST_CASE("the judge agrees with the real checkers where re-implementations differed") {
  const std::vector<LabelledCase> cases = read_corpus("differential");
  REQUIRE(cases.size() == 419);
  for (const LabelledCase& labelled : cases) check_case(labelled);
}

TEST_CASE("strong-session-read-committed lies between its neighbours") {
  // It has no labels. But it forbids all that read-committed forbids, and
  // strong-session-serializable all that it forbids; only a history without any
  // edge is a matter apart, for order in a session makes edges.
  for (const LabelledCase& labelled : read_corpus("txn-rw-register")) {
    if (!labelled.expected.contains("models")) continue;
    const Json types = labelled.expected["models"]["read-committed"].value("anomaly-types", Json());
    if (types == Json::array({"empty-transaction-graph"})) continue;
    INFO(labelled.name);
    const bool session = is_valid(labelled, "strong-session-read-committed");
    CHECK((!session || is_valid(labelled, "read-committed")));
    CHECK((session || !is_valid(labelled, "strong-session-serializable")));
  }
}

TEST_CASE("a wrong label is noticed, whatever the field") {
  for (const std::string& workload : eddy::workload_names()) {
    LabelledCase labelled = read_corpus(workload).front();
    const Json result = check(workload, labelled.history, labelled.options);
    REQUIRE(disagreements(labelled, result).empty());
    const Json expected = labelled.expected;
    for (const auto& [field, value] : expected.items()) {
      if (field == "order-ambiguous" || field == "model") continue;
      INFO(workload << " " << field);
      labelled.expected = expected;
      labelled.expected[field] = field == "models"
                                     ? Json{{"read-committed", {{"valid", "wrong"}}}}
                                     : Json(value.is_number() ? value.get<double>() + 1.5 : 0.5);
      CHECK(disagreements(labelled, result) != std::vector<std::string>{});
    }
  }
}
