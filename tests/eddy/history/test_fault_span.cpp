#include "tests/catch.hpp"
#include "tests/eddy/history/fault_span.hpp"

namespace eddy {
namespace {

/// Ops of the nemesis, one each second from 1 s on.
History faults(const std::vector<std::pair<const char*, Json>>& ops) {
  History history;
  for (const auto& [f, value] : ops) {
    Op op;
    op.index = static_cast<std::int64_t>(history.size());
    op.time_ns = (op.index + 1) * 1'000'000'000;
    op.type = OpType::info;
    op.process = nemesis_process;
    op.f = f;
    op.value = value;
    history.push_back(op);
  }
  return history;
}

TEST_CASE("a fault lasts from its beginning to its end, or for ever") {
  const auto spans = fault_spans(faults({{"start-partition", {{"cut", Json::array()}}},
                                         {"kill", {"n1"}},
                                         {"stop-partition", nullptr},
                                         {"pause", {"n0"}},
                                         {"start", nullptr}}));
  REQUIRE(spans.size() == 3);
  CHECK(spans[0].fault == "partition");
  CHECK(spans[0].is_on_at(1'000'000'000));
  CHECK(!spans[0].is_on_at(3'000'000'000));
  CHECK(spans[1].fault == "kill");
  CHECK(spans[1].ended_ns == 5'000'000'000);
  CHECK(spans[2].fault == "pause");
  CHECK(spans[2].is_on_at(1'000'000'000'000));
}

TEST_CASE("Maelstrom tells a fault twice: when it begins, and what it hit") {
  const auto spans = fault_spans(faults({{"start-partition", "majority"},
                                         {"start-partition", {{"cut", Json::array()}}},
                                         {"stop-partition", nullptr},
                                         {"stop-partition", "healed"}}));
  REQUIRE(spans.size() == 1);
  CHECK(spans[0].began_ns == 1'000'000'000);
  CHECK(spans[0].ended_ns == 3'000'000'000);
  CHECK(spans[0].value == Json{{"cut", Json::array()}});
}

TEST_CASE("the effect of a fault is told for each node that it touches") {
  const Json cut = Json::parse(R"([["n0","n1"], ["n1","n0"], ["n0","n2"]])");
  const FaultSpan partition = {"partition", 0, 1, {{"shape", "odd"}, {"cut", cut}}};
  CHECK(effect_on(partition, "n0") == "cut off from n1, not heard by n2");
  CHECK(effect_on(partition, "n1") == "cut off from n0");
  CHECK(effect_on(partition, "n2") == "not hearing n0");
  CHECK(effect_on(partition, "n3").empty());
  CHECK(effect_on({"kill", 0, 1, {"n0", "n2"}}, "n2") == "dead");
  CHECK(effect_on({"kill", 0, 1, {"n0", "n2"}}, "n1").empty());
  CHECK(effect_on({"slow", 0, 1, "n1"}, "n1") == "on slow links");
  CHECK(effect_on({"slow", 0, 1, {"n1", "n2"}}, "n0").empty());
  CHECK(effect_on({"loss", 0, 1, 0.05}, "n0") == "on links that lose messages");
  CHECK(effect_on({"skew", 0, 1, {{"n0", 1.05}}}, "n0") ==
        "on a clock 1.050 times as fast as the true one");
}

}  // namespace
}  // namespace eddy
