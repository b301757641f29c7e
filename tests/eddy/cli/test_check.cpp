#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/eddy/cli/command_outcome.hpp"
#include "tests/eddy/history/script.hpp"
#include "tests/text.hpp"

using namespace eddy;

namespace {

/// `eddy check` with these arguments and this standard input.
CommandOutcome check(std::vector<std::string> arguments, const std::string& input = "") {
  arguments.insert(arguments.begin(), "check");
  return outcome_of(arguments, input);
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

Json last_line(const std::string& text) {
  const std::string lines = text.substr(0, text.size() - 1);
  return Json::parse(lines.substr(lines.rfind('\n') + 1));
}

}  // namespace

TEST_CASE("the status tells valid, invalid and unknown apart") {
  CHECK(check({"-w", "unique-ids"}, text_of(good)).status == 0);
  CHECK(check({"-w", "unique-ids", "-"}, text_of(bad)).status == 1);
  CHECK(check({"--workload", "unique-ids"}, text_of(mixed)).status == 2);
}

TEST_CASE("the results are printed in words, or as JSON") {
  const CommandOutcome words = check({"-w", "unique-ids"}, text_of(bad));
  CHECK(words.err.empty());
  CHECK(
      words.out.starts_with("verdict     INVALID\n"
                            "why         duplicated: process 0, op 3, at 0.004 s, got the id 1, "
                            "which process 0, op 1, at "
                            "0.002 s, had already got; 2 times in all.\n"
                            "operations  2 (ok 2, fail 0, info 0), ok-fraction 1.00000\n"
                            "latency     generate: median 1.00, p99 1.00, max 1.00 ms\n"));
  CHECK(words.out.ends_with("history     standard input, judged as unique-ids\n"));
  CHECK(std::count(words.out.begin(), words.out.end(), '\n') == 5);

  const CommandOutcome json = check({"-w", "unique-ids", "--json"}, text_of(bad));
  CHECK(json.status == 1);
  CHECK(Json::parse(json.out)["duplicated-count"] == 1);
  CHECK(json.err.empty());
}

TEST_CASE("of a folder its history is judged, and that is said") {
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / ("eddy_check_" + std::to_string(getpid()));
  fs::create_directories(folder);
  const CommandOutcome none = check({"-w", "unique-ids", folder.string()});
  CHECK(none.status == 254);
  CHECK(none.err == "eddy check: " + folder.string() +
                        ": a folder with neither history.jsonl nor history.edn\n");

  std::ofstream(folder / "history.edn") << "{:index 0, :time 1, :type :invoke, :process 0, :f "
                                           ":generate, :value nil}\n"
                                           "{:index 1, :time 2, :type :ok, :process 0, :f "
                                           ":generate, :value \"a\"}\n";
  const CommandOutcome edn = check({"-w", "unique-ids", folder.string()});
  CHECK(edn.status == 0);
  CHECK(edn.err == "eddy check: " + folder.string() + " is a folder: its history.edn is judged\n");
  CHECK(contains(edn.out, "operations  1 (ok 1"));

  std::ofstream(folder / "history.jsonl") << text_of(bad);
  const CommandOutcome jsonl = check({"-w", "unique-ids", folder.string()});
  CHECK(jsonl.status == 1);
  CHECK(contains(jsonl.err, "its history.jsonl is judged"));
  CHECK(contains(jsonl.out, (folder / "history.jsonl").string() + ", judged as unique-ids\n"));
  fs::remove_all(folder);
}

TEST_CASE("an empty history has a verdict, and is named as empty") {
  const std::string nemesis =
      R"({"index":0,"time":1,"type":"info","process":"nemesis","f":"start-partition"})";
  for (const std::string& text : {std::string(), nemesis + "\n"}) {
    const CommandOutcome outcome = check({"-w", "g-counter"}, text);
    CHECK(outcome.status == 0);
    CHECK(contains(outcome.err, "standard input: the history is empty"));
  }
  CHECK(check({"-w", "broadcast"}, "").status == 2);
}

TEST_CASE("a history is read from a file, too") {
  const std::string path = std::string(P_tmpdir) + "/eddy_test_check_command.jsonl";
  std::ofstream(path) << text_of(bad);
  CHECK(check({"-w", "unique-ids", path}).status == 1);
}

TEST_CASE("unreadable input is named with its line") {
  const CommandOutcome missing = check({"-w", "echo", "no/such/file"});
  CHECK(missing.status == 254);
  CHECK(contains(missing.err, "no/such/file: cannot be opened"));
  const CommandOutcome malformed = check({"-w", "unique-ids"}, text_of(good) + "{\"index\": \n");
  CHECK(malformed.status == 254);
  CHECK(contains(malformed.err, "standard input: line 5, column 11: here the text ends"));
  Script script;
  script.invoke(0, "read").ok(0, Json::array()).invoke(0, "read").ok(0, "nothing");
  const CommandOutcome ill_typed = check({"-w", "broadcast"}, text_of(script));
  CHECK(ill_typed.status == 254);
  CHECK(contains(ill_typed.err, "line 4: op 3 (ok read, process 0): "));
  CHECK(check({}, text_of(good)).status == 254);
}

TEST_CASE("a text that is no history is named with line and column, in words") {
  const CommandOutcome outcome = check({"-w", "echo"}, "Dear reader,\n");
  CHECK(outcome.status == 254);
  CHECK(outcome.err ==
        "eddy check: standard input: line 1, column 1: no JSON from here on: "
        "Dear reader,\n");
}

TEST_CASE("a number that nothing can hold is refused") {
  const CommandOutcome outcome = check({"-w", "echo"}, "{\"index\":1e999}\n");
  CHECK(outcome.status == 254);
  CHECK(outcome.err == "eddy check: standard input: line 1: a number beyond all bounds\n");
}

TEST_CASE("a history of a million levels is refused") {
  const CommandOutcome outcome =
      check({"-w", "echo"}, std::string(1'000'000, '[') + std::string(1'000'000, ']') + "\n");
  CHECK(outcome.status == 254);
  CHECK(outcome.err == "eddy check: standard input: line 1: nested deeper than 510 levels\n");
}

TEST_CASE("the history of another workload is recognized") {
  const CommandOutcome outcome = check({"-w", "g-counter"}, text_of(good));
  CHECK(outcome.status == 254);
  CHECK(contains(outcome.err, "this looks like a unique-ids history, not like one of g-counter"));
  Script reads;
  reads.invoke(0, "read").ok(0, Json::array({1, 2}));
  CHECK(contains(check({"-w", "g-counter"}, text_of(reads)).err, "a broadcast history"));
}

TEST_CASE(
    "transactions of sends and polls are a kafka history, those of reads and writes are not") {
  Script kafka;
  kafka.invoke(0, "txn", Json::parse(R"([["send","1",1]])"))
      .ok(0, Json::parse(R"([["send","1",[0,1]]])"));
  kafka.invoke(0, "txn", Json::parse(R"([["send","1",2],["poll"]])"))
      .ok(0, Json::parse(R"([["send","1",[1,2]],["poll",{"1":[[0,1]]}]])"));
  kafka.invoke(0, "txn", Json::parse(R"([["poll"]])"))
      .ok(0, Json::parse(R"([["poll",{"1":[[1,2]]}]])"));
  CHECK(check({"-w", "kafka"}, text_of(kafka)).status == 0);
  CHECK(contains(check({"-w", "txn-rw-register"}, text_of(kafka)).err, "a kafka history"));
  Script registers;
  registers.invoke(0, "txn", Json::parse(R"([["r","x",null]])")).ok(0);
  CHECK(contains(check({"-w", "kafka"}, text_of(registers)).err, "a txn-rw-register history"));
}

TEST_CASE("one operation of the workload that is asked for is enough") {
  Script script;
  script.invoke(0, "generate").ok(0, 1).invoke(0, "echo", "hello").ok(0, {{"echo", "hello"}});
  CHECK(check({"-w", "echo"}, text_of(script)).status == 0);
  CHECK(contains(check({"-w", "g-counter"}, text_of(script)).err, "a unique-ids history"));
}

TEST_CASE("unknown workloads and models are refused") {
  CHECK(contains(check({"-w", "bank"}, text_of(good)).err, "--workload"));
  CHECK(contains(check({"-w", "txn-rw-register", "--consistency-models", "sloppy"}).err, "sloppy"));
}

TEST_CASE("several models are separated by commas, and all have to hold") {
  Script script;
  script.invoke(0, "txn", Json::parse(R"([["w","x",1]])")).ok(0);
  script.invoke(1, "txn", Json::parse(R"([["r","x",null]])")).ok(1);
  const std::string text = text_of(script);
  const std::string option = "--consistency-models";
  CHECK(check({"-w", "txn-rw-register", option, "serializable"}, text).status == 0);
  CHECK(check({"-w", "txn-rw-register", option, "serializable,strict-serializable"}, text).status ==
        1);
}

TEST_CASE("cases are judged one by one, with a summary") {
  const CommandOutcome outcome =
      check({}, case_of(good, nullptr) + case_of(bad, nullptr) + case_of(mixed, nullptr));
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
  const CommandOutcome agreed = check({}, case_of(bad, expected_of_bad));
  CHECK(agreed.status == 0);
  CHECK(last_line(agreed.out)["summary"]["agree"] == 1);
  Json wrong = expected_of_bad;
  wrong["duplicated-count"] = 2;
  const CommandOutcome disagreed = check({}, case_of(bad, wrong));
  CHECK(disagreed.status == 1);
  CHECK(last_line(disagreed.out)["summary"]["disagree"] == 1);
  CHECK(contains(disagreed.out, "duplicated-count should be 2, not 1"));
}

TEST_CASE("a malformed case is named with its line") {
  const CommandOutcome outcome = check({}, case_of(good, nullptr) + "{\"history\": 5}\n");
  CHECK(outcome.status == 254);
  CHECK(contains(outcome.err, "line 2: the history is no list"));
}
