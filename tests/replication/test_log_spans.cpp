#include "glomers/replication/log_spans.hpp"
#include "tests/catch.hpp"

using namespace glomers;

namespace {

constexpr LogId n0_log(0), n1_log(1);

/// Two nodes' logs, of three entries and of one.
struct TwoLogs : Logs {
  TwoLogs() : Logs({"n0", "n1"}) {
    for (const char* name : {"n0.a", "n1.b"}) intern(name);
    for (int i = 0; i < 3; ++i) append(n0_log, i);
    append(n1_log, "x");
  }
};

}  // namespace

TEST_CASE("spans are written as the logs of a batch, each with its start") {
  const TwoLogs logs;
  SpanWriter writer;
  const auto written = writer.write(logs, {{n0_log, 1, 3}, {n1_log, 0, 1}});
  CHECK(written->field.name == "logs");
  CHECK(*written->field.text == R"({"n0.a":[1,1,2],"n1.b":[0,"x"]})");
}

TEST_CASE("batches that carry the same share its text, and no others do") {
  TwoLogs logs;
  SpanWriter writer;
  const auto first = writer.write(logs, {{n0_log, 0, 3}});
  logs.append(n0_log, 3);  // beyond the span
  CHECK(writer.write(logs, {{n0_log, 0, 3}}) == first);
  const auto longer = writer.write(logs, {{n0_log, 0, 4}});
  CHECK(*longer->field.text == R"({"n0.a":[0,0,1,2,3]})");
  CHECK(*first->field.text == R"({"n0.a":[0,0,1,2]})");
  CHECK(*writer.write(logs, {{n0_log, 2, 4}})->field.text == R"({"n0.a":[2,2,3]})");
  CHECK(*writer.write(logs, {{n1_log, 0, 1}})->field.text == R"({"n1.b":[0,"x"]})");
}
