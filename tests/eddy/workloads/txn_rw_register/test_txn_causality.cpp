#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/eddy/judge/first_told.hpp"
#include "tests/eddy/workloads/txn_rw_register/txn_script.hpp"
#include "tests/text.hpp"

using eddy::Json;
using eddy::judge;

namespace {

using Names = std::vector<std::string>;

/// Breaks causality and nothing else, and passes all that Elle has of this kind.
void check_broken(const std::string& script) {
  const Json result = judge(script, "causal");
  INFO(result.dump(1));
  CHECK(result["valid"] == false);
  CHECK(result["anomaly-types"] == Names{"causality"});
  CHECK(result["not"][0] == "causal");
  CHECK(result["anomalies"]["causality"]["count"] == 1);
  for (const char* weaker : {"causal-cerone", "strong-session-read-committed"})
    CHECK(judge(script, weaker)["valid"] == true);
}

}  // namespace

TEST_CASE("concurrent writes may be seen in any order, as long as all agree") {
  CHECK(judge(R"(
    0 txn w x 1
    1 txn w x 2
    2 txn r x 1
    3 txn r x 1
    2 txn r x 2
    3 txn r x 2)",
              "causal")["valid"] == true);
}

TEST_CASE("two processes that see concurrent writes in two orders break causality") {
  check_broken(R"(
    0 txn w x 1
    1 txn w x 2
    2 txn r x 1
    3 txn r x 2
    2 txn r x 2
    3 txn r x 1)");
}

TEST_CASE("a process that does not see its own write breaks causality") {
  check_broken(R"(
    0 txn w x 1
    0 txn w x 2
    0 txn r x 1)");
}

TEST_CASE("null after one's own write is older than every write") {
  check_broken(R"(
    0 txn w x 1
    1 txn r x 1
    0 txn r x)");
}

TEST_CASE("reads that go back break causality") {
  check_broken(R"(
    0 txn w x 1
    0 txn w x 2
    1 txn r x 2
    1 txn r x 1)");
}

TEST_CASE("an effect is not seen without its cause, by way of a third process") {
  check_broken(R"(
    0 txn w x 1
    0 txn w x 2
    1 txn r x 2, w y 1
    2 txn r y 1, r x 1)");
}

TEST_CASE("a write that was read before another was made is the older") {
  check_broken(R"(
    0 txn w x 1
    1 txn r x 1, w x 2
    2 txn r x 2
    2 txn r x 1)");
}

TEST_CASE("an effect may come before its cause's other effects") {
  CHECK(judge(R"(
    0 txn w x 1
    0 txn w y 1
    1 txn r x 1
    1 txn r y
    1 txn r y 1
    2 txn r y
    2 txn r x)",
              "causal")["valid"] == true);
}

TEST_CASE("a write of unknown outcome counts once it was read") {
  check_broken(R"(
    0 txn w x 1
    0 invoke w x 2
    0 info w x 2
    1 txn r x 2
    1 txn r x 1)");
}

TEST_CASE("a process does not read what it writes only later, be the outcome unknown") {
  const std::string read = "0 txn r x 3, w x 2\n 0 invoke w x 3\n";
  for (const char* end : {"", "0 info w x 3"}) check_broken(read + end);
}

TEST_CASE("a circle of reads is called by its own name, not causality") {
  const Json result = judge(R"(
    0 txn w x 1, r y 1
    1 txn w y 1, r x 1)",
                            "causal");
  CHECK(result["anomaly-types"] == Names{"G1c"});
}

TEST_CASE("the explanation names the reader, the key, and the write that came before") {
  const Json result = judge(R"(
    0 txn w x 1
    0 txn w x 2
    1 txn r x 2
    1 txn r x 1)",
                            "causal");
  const auto text = eddy::first_told(result);
  INFO(text);
  for (const char* part : {"process 1", "read 1 from key \"x\"", "process 0", "wrote 2"})
    CHECK(contains(text, part));
}
