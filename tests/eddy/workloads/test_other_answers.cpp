#include "tests/catch.hpp"
#include "tests/eddy/history/script.hpp"
#include "tests/eddy/workloads/check.hpp"
#include "tests/eddy/workloads/other_answers.hpp"
#include "tests/text.hpp"

using namespace eddy;

namespace {

/// What `beyond` says of the history's one answer that is not to what was asked; "" if none is.
std::string told(const std::string& workload, const Script& script) {
  const Json result = check(workload, script.history(), {{"read-uncommitted"}});
  if (!result.contains("beyond") || !result["beyond"].contains(other_answer)) return "";
  const Json& found = result["beyond"][other_answer];
  REQUIRE(found["count"] == 1);
  const auto sentence = found["examples"][0]["text"].get<std::string>();
  const std::string before = "did not get what it asked for: ";
  return sentence.substr(sentence.find(before) + before.size());
}

std::string told_of_txn(const char* asked, const char* answered) {
  Script script;
  script.invoke(0, "txn", Json::parse(R"([["w",1,1]])")).ok(0);
  script.invoke(3, "txn", Json::parse(asked)).ok(3, Json::parse(answered));
  return told("txn-rw-register", script);
}

Script assigned(const char* keys) {
  Script script;
  script.invoke(0, "assign", Json::parse(keys)).ok(0);
  return script;
}

}  // namespace

TEST_CASE("the answer to a transaction repeats its operations, in their order") {
  const char* const asked = R"([["r",8,null],["w",8,1]])";
  CHECK(told_of_txn(asked, R"([["r",8,5],["w",8,1]])") == "");
  CHECK(told_of_txn(asked, R"([["r",8,null]])") == "the answer to op 2 lacks [w 8 1].");
  CHECK(told_of_txn(asked, "null") == "the answer to op 2 lacks [r 8], [w 8 1].");
  CHECK(told_of_txn(asked, R"([["w",8,1],["r",8,1]])") ==
        "the answer to op 2 has another order, [w 8 1], [r 8] for [r 8], [w 8 1].");
  CHECK(told_of_txn(asked, R"([["r",9,5],["w",8,1]])") ==
        "the answer to op 2 lacks [r 8] and has [r 9], which was not asked for.");
  CHECK(told_of_txn(asked, R"([["r",8,5],["w",8,1],["w",8,1],["w",7,2]])") ==
        "the answer to op 2 has [w 8 1], [w 7 2], which were not asked for.");
  CHECK(told_of_txn(asked, R"([["r",8,5],["w","8",1]])") ==
        "the answer to op 2 lacks [w 8 1] and has [w \"8\" 1], which was not asked for.");
}

TEST_CASE("the answers of logs repeat keys and messages") {
  Script sent;
  sent.invoke(0, "txn", Json::parse(R"([["send","k",5],["send","j",6],["poll"]])"))
      .ok(0, Json::parse(R"([["send","k",[0,5]],["poll",{"k":[[0,5]]}]])"));
  CHECK(told("kafka", sent) == "the answer to op 0 lacks [send j 6].");

  Script polls = assigned(R"(["k"])");
  polls.invoke(0, "poll", Json::parse(R"([["poll"]])"))
      .ok(0, Json::parse(R"([["poll",{"k":[],"j":[]}]])"));
  CHECK(told("kafka", polls) == "");  // the history does not say what was asked for
  History polled = polls.history();
  polled[3].unasked = {"j"};
  const Json of_poll = check("kafka", polled);
  CHECK(contains(of_poll["beyond"][other_answer]["examples"][0]["text"].get<std::string>(),
                 "the answer to op 2 has key j, which was not asked for."));

  History committed = assigned(R"(["k"])").history();
  committed[1].committed = {{"k", 1}, {"j", 2}};
  const Json result = check("kafka", committed);
  CHECK(contains(result["beyond"][other_answer]["examples"][0]["text"].get<std::string>(),
                 "the answer to op 0 has key j, which was not asked for."));
}

TEST_CASE("the delta that an operation gave is given back") {
  Script adds;
  adds.invoke(0, "add", 3).ok(0, 4).invoke(0, "add", 4).ok(0);
  CHECK(told("g-counter", adds) ==
        "the answer to op 0 lacks 3 and has 4, which was not asked for.");
}

TEST_CASE("an operation that did not end well has no answer") {
  Script script;
  script.invoke(0, "txn", Json::parse(R"([["w",1,1]])")).info(0, Json::array());
  CHECK(told("txn-rw-register", script) == "");
}

TEST_CASE("the verdict stays, and the cause comes first among the explanations") {
  Script script;
  script.invoke(0, "txn", Json::parse(R"([["w",8,1],["w",8,2]])"))
      .ok(0, Json::parse(R"([["w",8,1]])"));
  script.invoke(1, "txn", Json::parse(R"([["r",8,null]])")).ok(1, Json::parse(R"([["r",8,1]])"));
  const Json loose = check("txn-rw-register", script.history(), {{"read-uncommitted"}});
  CHECK(loose["valid"] == true);
  CHECK(!loose.contains("explanations"));
  const Json result = check("txn-rw-register", script.history(), {{"read-committed"}});
  REQUIRE(result["valid"] == false);
  REQUIRE(result["anomaly-types"] == Json::array({"G1b"}));
  REQUIRE(result["explanations"].size() == 2);
  CHECK(contains(result["explanations"][0]["text"].get<std::string>(), "lacks [w 8 2]."));
  CHECK(result["explanations"][0]["values"] == Json{{"lacking", 1}});
  CHECK(result["explanations"][1]["kind"] == "G1b");
}
