#include <algorithm>

#include "tests/catch.hpp"
#include "tests/eddy/history/script.hpp"
#include "tests/eddy/judge/finding.hpp"
#include "tests/eddy/run/explanations.hpp"
#include "tests/eddy/run/results.hpp"
#include "tests/eddy/run/summary.hpp"
#include "tests/text.hpp"

namespace eddy {
namespace {

/// As if each process had been a client of its own, and had asked the node of its number.
void ask(Op& op) {
  op.client = "c" + std::to_string(op.process + 1);
  op.node = "n" + std::to_string(op.process);
}

/// Three nodes, a client each, and what befalls them.
class Tale {
 public:
  Tale() {
    options_.workload = "broadcast";
    options_.simulate = true;
    options_.node_count = 3;
  }

  Tale& op(std::int64_t ms, OpType type, std::int64_t process, const char* f, Json value) {
    Op op;
    op.index = static_cast<std::int64_t>(recording_.history.size());
    op.time_ns = ms * 1'000'000;
    op.type = type;
    op.process = process;
    op.f = f;
    op.value = std::move(value);
    if (process != nemesis_process) ask(op);
    recording_.history.push_back(std::move(op));
    return *this;
  }
  Tale& whole(std::int64_t ms, std::int64_t process, const char* f, const Json& asked,
              const Json& got) {
    return op(ms, OpType::invoke, process, f, asked).op(ms + 1, OpType::ok, process, f, got);
  }
  Tale& nemesis(std::int64_t ms, const char* f, Json value) {
    return op(ms, OpType::info, nemesis_process, f, std::move(value));
  }
  Tale& broadcast(std::int64_t ms, std::int64_t process, int value) {
    return whole(ms, process, "broadcast", value, value);
  }
  Tale& read(std::int64_t ms, std::int64_t process, const Json& values) {
    return whole(ms, process, "read", nullptr, values);
  }

  Tale& with_error(int op, Json error) {
    recording_.history[static_cast<std::size_t>(op)].error = std::move(error);
    return *this;
  }

  Json judged() {
    recording_.net = {{"all", {{"msg-count", 0}}}, {"servers", {{"msg-count", 0}}}};
    recording_.main_phase = std::chrono::seconds(1);
    return judge(options_, recording_);
  }

 private:
  TestOptions options_;
  Recording recording_;
};

const Json n1_alone =
    Json::parse(R"({"shape": "one", "cut": [["n1","n0"], ["n0","n1"], ["n1","n2"], ["n2","n1"]]})");

TEST_CASE("an explanation names node, client, time, and the faults that were active then") {
  const Json results = Tale()
                           .nemesis(500, "start-partition", n1_alone)
                           .broadcast(1200, 1, 7)
                           .nemesis(2000, "kill", {"n1"})
                           .nemesis(3000, "start", nullptr)
                           .nemesis(4000, "stop-partition", nullptr)
                           .read(9000, 0, Json::array())
                           .judged();
  const Json told = results["explanations"].at(0);
  CHECK(told["kind"] == "lost");
  CHECK(contains(told["text"].as_string(),
                 "process 1 [c2 of n1], op 2, at 1.201 s, had the broadcast"));
  CHECK(contains(told["text"].as_string(), "process 0 [c1 of n0], op 6, at 9.000 s, began"));
  CHECK(told["circumstances"] ==
        "n1 was cut off from n0 n2 since 0.500 s. "
        "n0 was cut off from n1 in between, from 0.500 s to 4.000 s. "
        "n1 was dead in between, from 2.000 s to 3.000 s.");
  CHECK(told["operations"] == Json({2, 6}));
  CHECK(told["nodes"] == Json({"n1", "n0"}));
  CHECK(told["time"] == 1'201'000'000);
  CHECK(told["faults"].size() == 3);
  CHECK(told["faults"][0]["began"] == 500'000'000);
}

TEST_CASE("alike explanations are told once, with their count") {
  Tale story;
  story.nemesis(500, "kill", {"n2"}).nemesis(600, "start", nullptr);
  for (int value = 0; value < 5; ++value) story.broadcast(1000 + 10 * value, 1, value);
  story.broadcast(2000, 2, 9).read(9000, 0, Json::array());
  const Json results = story.judged();
  const Json& explanations = results["explanations"];
  REQUIRE(explanations.size() == 2);
  CHECK(explanations[0]["count"] == 5);
  CHECK(explanations[0]["alike"].size() == 4);
  CHECK(explanations[0]["circumstances"] == "No fault touched these nodes then.");
  CHECK(explanations[1]["count"] == 1);
  CHECK(contains(summary(results), "\nwhy         lost (5 alike): process 1 [c2 of n1], op "));
}

TEST_CASE("what was not kept of a kind is told with the last of it") {
  Tale tale;
  for (int value = 0; value < 20; ++value) tale.broadcast(1000 + 10 * value, 1, value);
  const Json results = tale.read(9000, 0, Json::array()).judged();
  REQUIRE(results["explanations"].size() == 1);
  CHECK(results["explanations"][0]["count"] == 8);
  CHECK(results["explanations"][0]["more"] == 12);
  CHECK(contains(results["why"].as_string(), "And 12 more `lost`."));
}

TEST_CASE("the summary begins with the verdict, then why, then figures") {
  const std::string text =
      summary(Tale().broadcast(100, 1, 7).read(900, 0, Json::array()).judged());
  CHECK(text.find("verdict     INVALID\nwhy         lost: ") == 0);
  CHECK(text.find("operations  2 (ok 2") > text.find("why "));
  const Json good = Tale().broadcast(100, 1, 7).read(900, 0, {7}).judged();
  CHECK(summary(good).find("verdict     valid\noperations  ") == 0);
  CHECK(!good.contains("explanations"));
}

TEST_CASE("operations of which none ended well are told with their errors") {
  const Json results = Tale()
                           .op(100, OpType::invoke, 2, "broadcast", 1)
                           .nemesis(200, "kill", {"n2"})
                           .op(5100, OpType::info, 2, "broadcast", 1)
                           .nemesis(5200, "start", nullptr)
                           .judged();
  const Json told = results["explanations"].at(0);
  CHECK(told["kind"] == "stats");
  CHECK(told["text"] ==
        "of 1 operations `broadcast` none ended well: 1 no error; the first was the broadcast of "
        "process 2 [c3 of n2], op 0, at 0.100 s.");
  CHECK(told["circumstances"] == "n2 was dead since 0.200 s.");
}

TEST_CASE("what the node said of its error is told, of the first") {
  Tale tale;
  for (int i = 0; i < 2; ++i)
    tale.op(10 * i, OpType::invoke, i, "read", nullptr)
        .op(10 * i + 5, OpType::info, i, "read", nullptr);
  tale.with_error(1, {"crash", "no handler for read"}).with_error(3, {"crash", "nor now"});
  const Json explanations = tale.judged()["explanations"];
  CHECK(
      explanations[0]["text"] ==
      "of 2 operations `read` none ended well: 2 crash; the first was the read of process 0 [c1 of "
      "n0], op 0, at 0.000 s, with the text \"no handler for read\".");
}

/// A strict test of transactions, one of which lost its second write.
Json judged_with_a_lost_write(const std::string& model) {
  Script script;
  script.invoke(0, "txn", Json::parse(R"([["w",8,1],["w",8,2]])"))
      .ok(0, Json::parse(R"([["w",8,1]])"));
  script.invoke(1, "txn", Json::parse(R"([["r",8,null]])")).ok(1, Json::parse(R"([["r",8,1]])"));
  TestOptions options;
  options.workload = "txn-rw-register";
  options.simulate = true;
  options.strict = true;
  options.consistency_models = {model};
  Recording recording;
  recording.history = script.history();
  for (Op& op : recording.history) ask(op);
  recording.net = {{"all", {{"msg-count", 0}}}, {"servers", {{"msg-count", 0}}}};
  recording.main_phase = std::chrono::seconds(1);
  return judge(options, recording);
}

TEST_CASE("an answer to what was not asked comes first, and once") {
  for (const char* model : {"read-committed", "read-uncommitted"}) {
    const Json results = judged_with_a_lost_write(model);
    CHECK(results["valid"] == false);
    CHECK(results["workload"]["valid"] == (std::string(model) == "read-uncommitted"));
    const Json& explanations = results["explanations"];
    const auto text = explanations[0]["text"].get<std::string>();
    CHECK(explanations[0]["kind"] == "other-answer");
    CHECK(explanations[0]["count"] == 1);
    CHECK(contains(text, "process 0 [c1 of n0], op 0, at 0.001 s, did not get "));
    CHECK(contains(text, "the answer to op 0 lacks [w 8 2]."));
    for (std::size_t i = 1; i < explanations.size(); ++i)
      CHECK(explanations[i]["kind"] != "other-answer");
  }
}

TEST_CASE("operations whose replies are malformed are counted by the field") {
  Tale tale;
  for (int i = 0; i < 3; ++i)
    tale.op(10 * i, OpType::invoke, i, "read", nullptr)
        .op(10 * i + 5, OpType::info, i, "read", nullptr);
  const char* const fault = "field 'messages' must be a list";
  for (const int i : {1, 3, 5})
    tale.with_error(i, {"malformed-reply", fault, std::string(static_cast<std::size_t>(i), 'x')});
  const Json explanations = tale.judged()["explanations"];
  CHECK(std::any_of(explanations.begin(), explanations.end(), [](const Json& each) {
    return contains(each["text"].get<std::string>(),
                    "none ended well: 3 malformed-reply (field 'messages' must be a list);");
  }));
}

/// Findings that two checks of one history might have, each with other words.
Json told_with(const std::vector<Finding>& findings) {
  Script script;
  script.read(0, 1).read(1, 2);
  Json list = Json::array();
  for (const Finding& finding : findings) list.push_back(to_json(finding));
  const Json part = {{"valid", false}, {"explanations", std::move(list)}};
  return explanations(script.history(), {{"workload", part}});
}

TEST_CASE("findings are alike by their facts, however they are worded") {
  Script script;
  script.read(0, 1).read(1, 2);
  const Sentence first = who_and_when(script.history()[0]);
  const Sentence second = who_and_when(script.history()[2]);
  const Json told = told_with({{"lost", first + ", lost 7.", {{"value", 7}}},
                               {"lost", "Of " + second + ", the value is gone.", {{"value", 9}}},
                               {"lost", "Of " + second + ", nothing is known.", {{"value", {}}}},
                               {"lost", first + ", lost 7.", {{"key", 7}}},
                               {"found", first + ", lost 7.", {{"value", 7}}}});
  REQUIRE(told.size() == 4);
  CHECK(told[0]["count"] == 2);
  CHECK(told[0]["operations"] == Json({0}));
  CHECK(told[0]["alike"] == Json::array({Json({2})}));
  CHECK(told[0]["time"] == 1'000'000);
  for (std::size_t i = 1; i < told.size(); ++i) CHECK(told[i]["count"] == 1);
}

}  // namespace
}  // namespace eddy
