#include <sstream>

#include "tests/catch.hpp"
#include "tests/eddy/history/script.hpp"
#include "tests/text.hpp"

using namespace eddy;

namespace {

/// What the reader says of a text; empty if it is content.
std::string complaint(const std::string& text) {
  std::istringstream in(text);
  try {
    read_history(in);
  } catch (const HistoryError& error) {
    return error.what();
  }
  return "";
}

std::string pairing_complaint(const History& history) {
  try {
    pair_ops(history);
  } catch (const OpError& error) {
    return error.what();
  }
  return "";
}

const std::string good_line =
    R"({"index":0,"time":5,"type":"invoke","process":1,"f":"read","value":null})";

}  // namespace

TEST_CASE("a history survives writing and reading") {
  Script script;
  script.invoke(0, "read").ok(0, {1, "a", {{"k", 2.5}}}).final();
  History history = script.history();
  history[0].seek_to_beginning = true;
  history[1].unasked = {"j"};
  history.push_back({2, 7, OpType::info, nemesis_process, "start", "x", false, false, {"e", 1}});
  std::stringstream text;
  write_history(text, history);
  const History again = read_history(text);
  REQUIRE(again.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) CHECK(to_json(again[i]) == to_json(history[i]));
  CHECK(again[0].seek_to_beginning);
  CHECK(again[1].final);
  CHECK(again[1].unasked == Json({"j"}));
  CHECK(again[2].process == nemesis_process);
  CHECK(again[2].error == Json({"e", 1}));
}

TEST_CASE("integers of any length survive, but where 64 bits are needed") {
  const std::string long_digits = "1800000000000000000001";
  std::string line = good_line;
  line.replace(line.find("null"), 4, "[" + long_digits + "]");
  std::istringstream in(line);
  std::ostringstream out;
  write_history(out, read_history(in));
  CHECK(contains(out.str(), "\"value\":[" + long_digits + "]"));
  for (const std::string field : {"index", "time"}) {
    Json op = Json::parse(good_line);
    op[field] = Json::parse(long_digits);
    CHECK(contains(complaint(op.dump()), "field `" + field + "` is no integer within 64 bits: 18"));
  }
}

TEST_CASE("flags and errors are written only where set") {
  const Json json = to_json(Script().invoke(3, "read").history()[0]);
  CHECK(json.size() == 6);
  CHECK(json["process"] == 3);
}

TEST_CASE("a malformed line is named with its number and field") {
  CHECK(complaint(good_line + "\n") == "");
  CHECK(contains(complaint(good_line + "\n{"), "line 2, column 2: "));
  CHECK(contains(complaint(good_line + "\n\n"), "line 2, column 1: "));
  CHECK(contains(complaint("7"), "line 1: no JSON object"));
  CHECK(contains(complaint("{}"), "line 1: no field `index`"));
  for (const std::string field : {"index", "time", "type", "process", "f"}) {
    Json op = Json::parse(good_line);
    op[field] = Json::array();
    CHECK(contains(complaint(op.dump()), "line 1: field `" + field + "`"));
    op.erase(field);
    CHECK(contains(complaint(op.dump()), "line 1: no field `" + field + "`"));
  }
  Json op = Json::parse(good_line);
  op["final"] = 1;
  CHECK(contains(complaint(op.dump()), "field `final` is no boolean"));
}

TEST_CASE("a history inside a case is read alike") {
  CHECK(history_from_json(Json::array({Json::parse(good_line)})).size() == 1);
  CHECK_THROWS_AS(history_from_json(Json::object()), HistoryError);
  CHECK_THROWS_AS(history_from_json(Json::array({Json::parse(good_line), 1})), HistoryError);
}

TEST_CASE("invocations and completions are paired") {
  Script script;
  script.invoke(0, "read").invoke(1, "read").ok(1).ok(0).invoke(0, "read");
  CHECK(pair_ops(script.history()) == std::vector<std::size_t>{3, 2, 1, 0, unpaired});
}

TEST_CASE("the nemesis pairs with nothing") {
  History history(1);
  history[0].process = nemesis_process;
  history[0].type = OpType::info;
  CHECK(pair_ops(history) == std::vector<std::size_t>{unpaired});
}

TEST_CASE("what cannot be paired is named") {
  CHECK(contains(pairing_complaint(Script().ok(4, 1).history()), "process 4): completes what"));
  CHECK(contains(pairing_complaint(Script().invoke(0, "a").invoke(0, "a").history()),
                 "op 1 (invoke a, process 0): begins before"));
  History other_f = Script().invoke(0, "a").ok(0).history();
  other_f[1].f = "b";
  CHECK(contains(pairing_complaint(other_f), "completes what began as `a`"));
  History reordered = Script().invoke(0, "a").ok(0).history();
  std::swap(reordered[0].index, reordered[1].index);
  CHECK(contains(pairing_complaint(reordered), "comes after op 1"));
}
