#include <algorithm>
#include <fstream>
#include <iostream>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/eddy/check_command.hpp"
#include "tests/eddy/checkers/script.hpp"

using namespace eddy;

namespace {

struct Outcome {
  int status = -1;
  std::string out;
  std::string err;
};

/// Sends a stream's text elsewhere for a while.
class Redirect {
 public:
  Redirect(std::ios& stream, std::streambuf* buffer)
      : stream_(stream), before_(stream.rdbuf(buffer)) {}
  ~Redirect() { stream_.rdbuf(before_); }
  Redirect(const Redirect&) = delete;
  Redirect& operator=(const Redirect&) = delete;

 private:
  std::ios& stream_;
  std::streambuf* before_;
};

/// Runs `eddy check` with these arguments and this standard input.
Outcome run(std::vector<std::string> arguments, const std::string& input = "") {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  const Redirect in_redirect(std::cin, in.rdbuf());
  const Redirect out_redirect(std::cout, out.rdbuf());
  const Redirect err_redirect(std::cerr, err.rdbuf());
  Outcome outcome;
  CLI::App app("eddy");
  add_check_command(app, outcome.status);
  std::reverse(arguments.begin(), arguments.end());  // as CLI11 takes them
  arguments.push_back("check");
  try {
    app.parse(arguments);
  } catch (const CLI::ParseError& error) {
    outcome.err = error.what();
  }
  outcome.out = out.str();
  outcome.err += err.str();
  return outcome;
}

std::string text_of(const Script& script) {
  std::ostringstream text;
  write_history(text, script.history());
  return text.str();
}

std::string case_of(const Script& script, const Json& expected) {
  Json history = Json::array();
  for (const Op& op : script.history()) history.push_back(to_json(op));
  Json json = {{"name", "a case"}, {"workload", "unique-ids"}, {"history", history}};
  if (!expected.is_null()) json["expected"] = expected;
  return json.dump() + "\n";
}

Script ids(const std::vector<Json>& list) {
  Script script;
  for (const Json& id : list) script.invoke(0, "generate").ok(0, id);
  return script;
}

const Script good = ids({1, 2});
const Script bad = ids({1, 1});
const Script mixed = ids({1, "1"});

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

Json last_line(const std::string& text) {
  const std::string lines = text.substr(0, text.size() - 1);
  return Json::parse(lines.substr(lines.rfind('\n') + 1));
}

}  // namespace

TEST_CASE("the status tells valid, invalid and unknown apart") {
  CHECK(run({"-w", "unique-ids"}, text_of(good)).status == 0);
  CHECK(run({"-w", "unique-ids", "-"}, text_of(bad)).status == 1);
  CHECK(run({"--workload", "unique-ids"}, text_of(mixed)).status == 2);
}

TEST_CASE("the results are printed as JSON") {
  const Outcome outcome = run({"-w", "unique-ids"}, text_of(bad));
  CHECK(Json::parse(outcome.out)["duplicated-count"] == 1);
  CHECK(outcome.err.empty());
}

TEST_CASE("a history is read from a file, too") {
  const std::string path = std::string(P_tmpdir) + "/eddy_test_check_command.jsonl";
  std::ofstream(path) << text_of(bad);
  CHECK(run({"-w", "unique-ids", path}).status == 1);
}

TEST_CASE("unreadable input is named with its line") {
  const Outcome missing = run({"-w", "echo", "no/such/file"});
  CHECK(missing.status == 254);
  CHECK(contains(missing.err, "no/such/file: cannot be opened"));
  const Outcome malformed = run({"-w", "unique-ids"}, text_of(good) + "{\"index\": \n");
  CHECK(malformed.status == 254);
  CHECK(contains(malformed.err, "standard input: line 5: "));
  Script script;
  script.invoke(0, "read").ok(0, Json::array()).invoke(0, "read").ok(0, "nothing");
  const Outcome ill_typed = run({"-w", "broadcast"}, text_of(script));
  CHECK(ill_typed.status == 254);
  CHECK(contains(ill_typed.err, "line 4: op 3 (ok read, process 0): "));
  CHECK(run({}, text_of(good)).status == 254);
}

TEST_CASE("unknown workloads and models are refused") {
  CHECK(contains(run({"-w", "bank"}, text_of(good)).err, "--workload"));
  CHECK(contains(run({"-w", "txn-rw-register", "--consistency-models", "sloppy"}).err, "sloppy"));
}

TEST_CASE("several models are separated by commas, and all have to hold") {
  Script script;
  script.invoke(0, "txn", Json::parse(R"([["w","x",1]])")).ok(0);
  script.invoke(1, "txn", Json::parse(R"([["r","x",null]])")).ok(1);
  const std::string text = text_of(script);
  const std::string option = "--consistency-models";
  CHECK(run({"-w", "txn-rw-register", option, "serializable"}, text).status == 0);
  CHECK(run({"-w", "txn-rw-register", option, "serializable,strict-serializable"}, text).status ==
        1);
}

TEST_CASE("cases are judged one by one, with a summary") {
  const Outcome outcome =
      run({}, case_of(good, nullptr) + case_of(bad, nullptr) + case_of(mixed, nullptr));
  CHECK(outcome.status == 1);
  const Json first = Json::parse(outcome.out.substr(0, outcome.out.find('\n')));
  CHECK(first["name"] == "a case");
  CHECK(first["valid"] == true);
  CHECK(last_line(outcome.out)["summary"]["verdicts"] ==
        Json{{"true", 1}, {"false", 1}, {"unknown", 1}});
}

TEST_CASE("cases that expect something are compared with it") {
  const Json expected_of_bad = {{"valid", false},
                                {"attempted-count", 2},
                                {"acknowledged-count", 2},
                                {"duplicated-count", 1},
                                {"duplicated", Json::array({Json::array({1, 2})})}};
  const Outcome agreed = run({}, case_of(bad, expected_of_bad));
  CHECK(agreed.status == 0);
  CHECK(last_line(agreed.out)["summary"]["agree"] == 1);
  Json wrong = expected_of_bad;
  wrong["duplicated-count"] = 2;
  const Outcome disagreed = run({}, case_of(bad, wrong));
  CHECK(disagreed.status == 1);
  CHECK(last_line(disagreed.out)["summary"]["disagree"] == 1);
  CHECK(contains(disagreed.out, "duplicated-count should be 2, not 1"));
}

TEST_CASE("a malformed case is named with its line") {
  const Outcome outcome = run({}, case_of(good, nullptr) + "{\"history\": 5}\n");
  CHECK(outcome.status == 254);
  CHECK(contains(outcome.err, "line 2: the history is no list"));
}
