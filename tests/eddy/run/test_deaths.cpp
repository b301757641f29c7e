// Nodes that die without --durable: what they lose is lost, and what holds nevertheless.

#include <algorithm>
#include <set>

#include "tests/catch.hpp"
#include "tests/eddy/run/solution_test.hpp"
#include "tests/eddy/run/trial.hpp"

namespace eddy {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr std::uint64_t deadly_seeds = 6;
#else
constexpr std::uint64_t deadly_seeds = 12;
#endif

using Kinds = std::set<std::string>;

Kinds kinds_beyond(const Trial& trial) {
  Kinds kinds;
  const Json beyond = trial.results["workload"].value("beyond", Json::object());
  for (const auto& [kind, finding] : beyond.items()) kinds.insert(kind);
  return kinds;
}

/// Runs all seeds, in each of which nodes die, fall silent and agree in the end; what the
/// tests objected to, all together.
template <class F>
Kinds anomalies_of_deaths(TestOptions options, F check) {
  Kinds anomalies;
  for (options.seed = 1; options.seed <= deadly_seeds; ++options.seed) {
    const Trial trial = run_trial(options);
    INFO("seed " << options.seed << ": " << trial.report);
    REQUIRE(trial.recording);
    CHECK(!targets_of("kill", trial.history()).empty());
    CHECK(trial.recording->silent == true);
    CHECK(trial.recording->converged.value_or(true));
    CHECK(trial.results["exceptions"]["valid"] == true);
    CHECK(trial.recording->late_answers.empty());
    check(trial);
    anomalies.insert(trial.anomalies.begin(), trial.anomalies.end());
  }
  return anomalies;
}

/// Where the last killed nodes were started again.
History::const_iterator last_start(const History& history) {
  const auto found = std::find_if(history.rbegin(), history.rend(), [](const Op& op) {
    return op.process == nemesis_process && op.f == "start";
  });
  REQUIRE(found != history.rend());
  return found.base();
}

/// Values that were acknowledged once nobody died any more.
std::set<Json> acknowledged_in_the_end(const History& history) {
  std::set<Json> values;
  for (auto op = last_start(history); op != history.end(); ++op)
    if (op->type == OpType::ok && op->f == "broadcast") values.insert(op->value);
  return values;
}

/// What clients read when all was over, each read as a set.
std::set<std::set<Json>> last_reads(const History& history) {
  std::set<std::set<Json>> reads;
  const std::vector<std::size_t> pairs = pair_ops(history);
  const auto over = static_cast<std::size_t>(last_start(history) - history.begin());
  for (std::size_t i = over; i < history.size(); ++i)
    if (history[i].type == OpType::ok && history[i].f == "read" && history[pairs[i]].final)
      reads.emplace(history[i].value.json().begin(), history[i].value.json().end());
  return reads;
}

TEST_CASE("broadcast without --durable: values die with their node, and nothing else is wrong") {
  std::size_t late_values = 0;
  const Kinds anomalies =
      anomalies_of_deaths(solution_test("broadcast", "kill"), [&](const Trial& trial) {
        CHECK(kinds_beyond(trial).empty());
        const auto reads = last_reads(trial.history());
        REQUIRE(reads.size() == 1);
        const std::set<Json> late = acknowledged_in_the_end(trial.history());
        late_values += late.size();
        for (const Json& value : late) CHECK(reads.begin()->count(value) == 1);
      });
  CHECK(late_values > 0);
  CHECK(anomalies == Kinds{"lost"});
}

/// Messages by key and value: of sends that were acknowledged once nobody died any more.
std::set<Json> sent_in_the_end(const History& history) {
  std::set<Json> sent;
  for (auto op = last_start(history); op != history.end(); ++op)
    if (op->type == OpType::ok && op->f == "send")
      for (const Json& step : op->value.json()) sent.insert(Json::array({step[1], step[2][1]}));
  return sent;
}

/// The same of all that polls ever showed.
std::set<Json> polled(const History& history) {
  std::set<Json> shown;
  for (const Op& op : history) {
    if (op.type != OpType::ok || op.f != "poll") continue;
    for (const Json& step : op.value.json())
      for (const auto& [key, messages] : step[1].items())
        for (const Json& message : messages) shown.insert(Json::array({key, message[1]}));
  }
  return shown;
}

TEST_CASE("kafka_log without --durable: messages die with their node, and polls go on") {
  std::size_t shown_in_the_end = 0;
  const Kinds anomalies =
      anomalies_of_deaths(solution_test("kafka", "kill"), [&](const Trial& trial) {
        CHECK(kinds_beyond(trial).count("never-sent") == 0);
        const std::set<Json> shown = polled(trial.history());
        for (const Json& message : sent_in_the_end(trial.history()))
          shown_in_the_end += shown.count(message);
      });
  CHECK(shown_in_the_end > 0);
  CHECK(anomalies.count("unseen") == 1);
}

TEST_CASE("txn_rw_register without --durable: transactions die with their node, never in part") {
  TestOptions options = solution_test("txn-rw-register", "kill");
  options.consistency_models = {"read-atomic"};
  CHECK(anomalies_of_deaths(options, [](const Trial& trial) { CHECK(trial.passed); }).empty());
  options.consistency_models = {"causal"};
  CHECK(anomalies_of_deaths(options, [](const Trial&) {}) == Kinds{"causality"});
}

}  // namespace
}  // namespace eddy
