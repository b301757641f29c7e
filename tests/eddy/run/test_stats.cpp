#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/eddy/judge/stats.hpp"
#include "tests/eddy/run/results.hpp"
#include "tests/eddy/run/store.hpp"
#include "tests/eddy/run/summary.hpp"
#include "tests/text.hpp"

namespace eddy {
namespace {

/// Adds an operation of a process of its own that takes so many ms.
void add(History& history, const std::string& f, OpType type, double ms) {
  Op op;
  op.process = static_cast<std::int64_t>(history.size());
  op.f = f;
  op.index = static_cast<std::int64_t>(history.size());
  op.time_ns = 1000000 * op.index;
  history.push_back(op);
  op.index += 1;
  op.time_ns += glomers::from_ms(ms).count();
  op.type = type;
  history.push_back(op);
}

TEST_CASE("operations are counted by their ends") {
  History history;
  add(history, "read", OpType::ok, 1);
  add(history, "read", OpType::fail, 1);
  add(history, "write", OpType::info, 1);
  add(history, "crash", OpType::info, 1);
  Op nemesis;
  nemesis.process = nemesis_process;
  nemesis.type = OpType::info;
  history.push_back(nemesis);
  const Json stats = operation_stats(history);
  CHECK(stats["count"] == 4);
  CHECK(stats["ok-count"] == 1);
  CHECK(stats["fail-count"] == 1);
  CHECK(stats["info-count"] == 2);
  CHECK(stats["by-f"]["read"]["valid"] == true);
  CHECK(stats["by-f"]["write"]["valid"] == false);
  CHECK(stats["by-f"]["crash"]["valid"] == true);
  CHECK(stats["valid"] == false);
  CHECK(stats["by-f"].size() == 3);
}

TEST_CASE("availability is the share of ok, compared with what is asked") {
  History history;
  for (int i = 0; i < 9; ++i) add(history, "read", OpType::ok, 1);
  add(history, "read", OpType::fail, 1);
  CHECK(availability(history, std::nullopt) == Json{{"valid", true}, {"ok-fraction", 0.9}});
  CHECK(availability(history, 0.9)["valid"] == true);
  CHECK(availability(history, 0.95)["valid"] == false);
  CHECK(availability(history, 1)["valid"] == false);
}

TEST_CASE("latencies are those of operations that ended well") {
  History history;
  for (int i = 1; i <= 100; ++i) add(history, "read", OpType::ok, i);
  add(history, "read", OpType::info, 5000);
  const Json read = latency_quantiles(history)["read"];
  CHECK(read["count"] == 100);
  CHECK(read["p50"] == 51.0);
  CHECK(read["p99"] == 100.0);
  CHECK(read["max"] == 100.0);
}

TEST_CASE("the rate counts what began in the main phase") {
  History history;
  for (int i = 0; i < 10; ++i) add(history, "read", OpType::ok, 1);  // one every 2 ms
  const Json achieved = rate(history, 600, 10ms);
  CHECK(achieved == Json{{"asked", 600.0}, {"achieved", 500.0}});
}

TEST_CASE("one bad part makes the whole invalid") {
  TestOptions options;
  options.workload = "echo";
  options.simulate = true;
  Recording recording;
  recording.main_phase = 1s;
  recording.net = Traffic().to_json(0);
  recording.silent = true;
  CHECK(judge(options, recording)["valid"] == true);
  SECTION("an exception") {
    recording.exceptions = {{"malformed reply: field 'echo' is missing", "it lacks echo 1"},
                            {"malformed reply: field 'n' does not belong to echo_ok", "it has n"},
                            {"malformed reply: field 'echo' is missing", "it lacks echo 2"}};
    const Json results = judge(options, recording);
    CHECK(results["valid"] == false);
    CHECK(results["exceptions"]["count"] == 3);
    CHECK(contains(summary(results), "exceptions (2 alike): it lacks echo 1\n"));
    CHECK(contains(summary(results), "exceptions: it has n\n"));
  }
  SECTION("no silence") {
    recording.silent = false;
    CHECK(judge(options, recording)["valid"] == false);
  }
  SECTION("too few that ended well") {
    add(recording.history, "echo", OpType::fail, 1);
    options.availability = 1;
    CHECK(judge(options, recording)["availability"]["valid"] == false);
    CHECK(judge(options, recording)["valid"] == false);
  }
}

TEST_CASE("the store keeps history and results, and points to the latest") {
  namespace fs = std::filesystem;
  const fs::path root = fs::temp_directory_path() / ("eddy-store-" + std::to_string(getpid()));
  for (int i = 0; i < 2; ++i) {
    const Store store(root, "echo");
    History history;
    add(history, "echo", OpType::ok, 1);
    write_history(store.folder(), history);
    write_results(store.folder(), {{"run", i}});
  }
  std::ifstream results(root / "latest" / "results.json");
  std::ostringstream text;
  text << results.rdbuf();
  CHECK(Json::parse(text.str())["run"] == 1);
  std::ifstream history(root / "latest" / "history.jsonl");
  CHECK(read_history(history).size() == 2);
  CHECK(fs::is_directory(root / "latest" / "node-logs"));
  fs::remove_all(root);
}

}  // namespace
}  // namespace eddy
