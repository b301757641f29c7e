// The log checker has to stay cheap: near-linear in the history, and indifferent
// to the size of the offsets.

#include <algorithm>

#include "tests/catch.hpp"
#include "tests/eddy/history/script.hpp"
#include "tests/eddy/workloads/cost_ratio.hpp"
#include "tests/eddy/workloads/kafka/check_kafka.hpp"
#include "tests/eddy/workloads/kafka/kafka_log.hpp"

using namespace eddy;

namespace {

constexpr int log_count = 8;
constexpr int client_count = 10;

/// A good history of so many operations: half of them sends, half polls, each by
/// one of ten processes; a poll returns all that is new to its process. Message m
/// of a key stands at offset m * stride.
History good_history(int operations, std::int64_t stride) {
  Script script;
  std::vector<int> length(log_count, 0);
  std::vector<std::vector<int>> read(client_count, length);
  const auto poll = [&](int process) {
    Json messages = Json::object();
    for (int key = 0; key < log_count; ++key) {
      const auto k = static_cast<std::size_t>(key);
      Json list = Json::array();
      for (int& next = read[static_cast<std::size_t>(process)][k]; next < length[k]; ++next) {
        list.push_back(Json::array({next * stride, next}));
      }
      if (!list.empty()) messages[std::to_string(key)] = list;
    }
    script.invoke(process, "poll", Json::array({Json::array({"poll"})}));
    script.ok(process, Json::array({Json::array({"poll", messages})}));
  };
  for (int i = 0; i + 1 < operations; ++i) {
    const int process = i % client_count;
    if (i / client_count % 2 == 1) {
      poll(process);
      continue;
    }
    const int key = (i / 3) % log_count;
    const int message = length[static_cast<std::size_t>(key)]++;
    const std::string name = std::to_string(key);
    script.invoke(process, "send", Json::array({Json::array({"send", name, message})}));
    script.ok(process,
              Json::array({Json::array({"send", name, Json::array({message * stride, message})})}));
  }
  poll(0);
  return script.history();
}

}  // namespace

TEST_CASE("four times the history costs about four times the time") {
  const double ratio = cost_ratio("kafka", {}, good_history(5'000, 1), good_history(20'000, 1), 8);
  CHECK(ratio <= 8);  // 16 where the cost is quadratic
}

TEST_CASE("huge offsets take no more room than small ones") {
  const std::int64_t stride = (std::int64_t{1} << 53) / 1000;
  const History history = good_history(10'000, stride);
  CHECK(check_kafka(history)["valid"] == true);
  const KafkaHistory kafka = read_kafka_history(history);
  std::size_t slots = 0;
  std::int64_t highest = 0;
  for (const KafkaLog& log : build_kafka_logs(kafka)) {
    slots += log.slots.size();
    highest = std::max(highest, log.slots.back().offset);
  }
  CHECK(slots == 5'000);
  CHECK(highest > std::int64_t{1} << 52);
}
