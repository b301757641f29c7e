#include "tests/catch.hpp"
#include "tests/eddy/history/script.hpp"
#include "tests/eddy/judge/g_counter.hpp"

using namespace eddy;

namespace {

Json with_final_read(Script script, const Json& value) {
  script.read(9, value).final();
  return check_g_counter(script.history());
}

}  // namespace

TEST_CASE("a final read must return the sum of the acknowledged adds") {
  Script script;
  script.invoke(0, "add", 2).ok(0).invoke(1, "add", 3).ok(1);
  const Json good = with_final_read(script, 5);
  CHECK(good["valid"] == true);
  CHECK(good["final-reads"] == Json::array({5}));
  CHECK(good["acceptable"] == Json::array({Json::array({5, 5})}));
  const Json bad = with_final_read(script, 4);
  CHECK(bad["valid"] == false);
  CHECK(bad["error-count"] == 1);
  CHECK(bad["errors"][0]["value"] == 4);
  CHECK(bad["explanations"].size() == 1);
}

TEST_CASE("an indefinite add may count or not") {
  Script script;
  script.invoke(0, "add", 5).ok(0).invoke(0, "add", 3).info(0);
  CHECK(with_final_read(script, 5)["valid"] == true);
  CHECK(with_final_read(script, 8)["valid"] == true);
  CHECK(with_final_read(script, 6)["valid"] == false);
  CHECK(with_final_read(script, 8)["acceptable"] ==
        Json::array({Json::array({5, 5}), Json::array({8, 8})}));
}

TEST_CASE("ranges that touch are one") {
  Script script;
  script.invoke(0, "add", 1).info(0).invoke(1, "add", -1).info(1);
  CHECK(with_final_read(script, 0)["acceptable"] == Json::array({Json::array({-1, 1})}));
}

TEST_CASE("failed and open adds count for nothing") {
  Script script;
  script.invoke(0, "add", 2).fail(0).invoke(0, "add", 4);
  CHECK(with_final_read(script, 0)["valid"] == true);
  CHECK(with_final_read(script, 2)["valid"] == false);
  CHECK(with_final_read(script, 4)["valid"] == false);
}

TEST_CASE("a final read that is no integer is unknown") {
  for (const Json& value : {Json("2"), Json(2.0), Json()}) {
    const Json result = with_final_read(Script().invoke(0, "add", 2).ok(0), value);
    CHECK(result["valid"] == "unknown");
    CHECK(result["error"] == "non-integer-final-read");
  }
}

TEST_CASE("other reads are not judged, but looked at") {
  Script script;
  script.invoke(0, "add", 2).ok(0).invoke(0, "add", 5).fail(0);
  script.read(1, 2);
  script.read(1, 0);
  script.read(2, 7);
  script.read(2, "x");
  const Json result = with_final_read(script, 2);
  CHECK(result["valid"] == true);
  CHECK(result["beyond"]["went-back"]["count"] == 1);
  CHECK(result["beyond"]["impossible-read"]["count"] == 1);
  CHECK(result["beyond"]["non-integer-read"]["count"] == 1);
}

TEST_CASE("a process that misses its own acknowledged adds is told") {
  Script script;
  script.invoke(0, "add", 2).ok(0).invoke(0, "add", 3).info(0).invoke(1, "add", 4).ok(1);
  script.read(0, 2);
  script.read(1, 2);
  const Json result = with_final_read(script, 6);
  CHECK(result["valid"] == true);
  CHECK(result["beyond"]["own-add-missing"]["count"] == 1);
}

TEST_CASE("after a kill a process may read less than before") {
  Script script;
  script.invoke(0, "add", 2).ok(0).read(1, 2);
  History history = script.history();
  Op kill;
  kill.index = static_cast<std::int64_t>(history.size());
  kill.type = OpType::info;
  kill.process = nemesis_process;
  kill.f = "kill";
  history.push_back(kill);
  Op read_less = history[2];
  read_less.index = kill.index + 1;
  history.push_back(read_less);
  read_less = history[3];
  read_less.index = kill.index + 2;
  read_less.value = 0;
  history.push_back(read_less);
  CHECK_FALSE(check_g_counter(history).contains("beyond"));
  history.erase(history.begin() + kill.index);
  CHECK(check_g_counter(history)["beyond"].contains("went-back"));
}

TEST_CASE("final reads that differ are told, even if each is acceptable") {
  Script script;
  script.invoke(0, "add", 2).info(0);
  script.read(1, 0).final();
  const Json result = with_final_read(script, 2);
  CHECK(result["valid"] == true);
  CHECK(result["beyond"]["final-reads-differ"]["count"] == 1);
}

TEST_CASE("a delta that is no integer is named") {
  CHECK_THROWS_AS(check_g_counter(Script().invoke(0, "add", "2").ok(0).history()), OpError);
}
