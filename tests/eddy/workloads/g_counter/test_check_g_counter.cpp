#include <set>

#include "glomers/random.hpp"
#include "tests/catch.hpp"
#include "tests/eddy/history/script.hpp"
#include "tests/eddy/judge/acceptable_sums.hpp"
#include "tests/eddy/judge/counter.hpp"
#include "tests/eddy/judge/first_told.hpp"
#include "tests/text.hpp"

using namespace eddy;

namespace {

Json with_final_read(Script script, const Json& value) {
  script.read(9, value).final();
  return check_counter(script.history());
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

TEST_CASE("the acceptable sums are those of all subsets, in random histories") {
  glomers::Random random(1);
  for (int i = 0; i < 300; ++i) {
    const auto draw = [&] { return static_cast<std::int64_t>(random.below(81)) - 40; };
    std::set<std::int64_t> plain = {draw()};
    AcceptableSums sums({*plain.begin()});
    for (int j = 0; j < 6; ++j) {
      const std::int64_t delta = draw();
      sums.add_indefinite(delta);
      const std::set<std::int64_t> without = plain;
      for (const std::int64_t sum : without) plain.insert(sum + delta);
    }
    REQUIRE(sums.is_exact());
    for (std::int64_t value = -300; value <= 300; ++value) {
      REQUIRE(sums.contains(value) == (plain.count(value) > 0));
    }
  }
}

TEST_CASE("more ranges than we tell apart: what is beyond all is wrong, the rest unknown") {
  Script script;
  std::int64_t delta = 1;
  std::int64_t greatest = 0;
  for (int i = 0; i < 39; ++i) {
    script.invoke(i, "add", delta).info(i);
    greatest += delta;
    delta *= 3;
    if (i == 15) CHECK(with_final_read(script, 2)["valid"] == false);
  }
  const Json inside = with_final_read(script, 2);
  CHECK(inside["valid"] == "unknown");
  CHECK(inside["error"] == "too-many-acceptable-sums");
  CHECK(inside["explanations"].size() == 1);
  CHECK(inside["acceptable"] == Json::array({Json::array({0, greatest})}));
  CHECK(with_final_read(script, greatest + 1)["valid"] == false);
  CHECK(check_counter(script.history())["valid"] == true);
}

TEST_CASE("many acceptable ranges are summed up in a sentence") {
  Script script;
  for (int i = 0; i < 4; ++i) script.invoke(i, "add", 10 << i).info(i);
  const auto sentence = first_told(with_final_read(script, 7));
  CHECK(contains(sentence, "only 16 ranges of sums from [0,0] to [150,150]."));
}

TEST_CASE("a sum at the limits of 64 bits is unknown, as the real checker throws") {
  const auto valid = [](std::vector<Json> acknowledged, std::vector<Json> indefinite) {
    Script script;
    for (const Json& delta : acknowledged) script.invoke(0, "add", delta).ok(0);
    for (std::size_t i = 0; i < indefinite.size(); ++i) {
      const auto process = static_cast<std::int64_t>(i) + 1;
      script.invoke(process, "add", indefinite[i]).info(process);
    }
    const Json result = with_final_read(script, 0);
    CHECK(result.contains("error") == (result["valid"] == "unknown"));
    if (result.contains("error")) CHECK(result["error"] == "sum-overflow");
    return result["valid"];
  };
  CHECK(valid({INT64_MAX, 1}, {}) == "unknown");
  CHECK(valid({INT64_MIN, -1}, {}) == "unknown");
  CHECK(valid({INT64_MAX}, {}) == "unknown");
  CHECK(valid({INT64_MAX - 1}, {}) == false);
  CHECK(valid({INT64_MAX - 1}, {1}) == "unknown");
  CHECK(valid({}, {INT64_MAX - 1}) == true);
  CHECK(valid({}, {INT64_MIN}) == "unknown");
  CHECK(valid({std::uint64_t{1} << 63}, {}) == "unknown");
  CHECK(with_final_read(Script(), std::uint64_t{1} << 63)["error"] == "sum-overflow");
  CHECK(with_final_read(Script(), Json::parse("-9223372036854775809"))["error"] == "sum-overflow");
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
  CHECK_FALSE(check_counter(history).contains("beyond"));
  history.erase(history.begin() + kill.index);
  CHECK(check_counter(history)["beyond"].contains("went-back"));
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
  CHECK_THROWS_AS(check_counter(Script().invoke(0, "add", "2").ok(0).history()), OpError);
}
