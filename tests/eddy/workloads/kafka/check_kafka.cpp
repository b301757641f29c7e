#include "tests/eddy/workloads/kafka/check_kafka.hpp"

#include <algorithm>

#include "tests/eddy/workloads/kafka/kafka_beyond.hpp"
#include "tests/eddy/workloads/kafka/kafka_cycles.hpp"
#include "tests/eddy/workloads/kafka/kafka_lag.hpp"
#include "tests/eddy/workloads/kafka/kafka_loss.hpp"
#include "tests/eddy/workloads/kafka/kafka_order.hpp"

namespace eddy {

namespace {

constexpr std::size_t messages_shown = 32;

/// The one error type (of those that occur here) that leaves a history valid:
/// sends of one transaction may be interleaved with those of others.
constexpr const char* tolerated = "int-send-skip";

/// Why the real checker throws, in words; empty if it does not.
struct Failure {
  std::string code;
  Sentence sentence;
  Json values;
};

Failure failure_of(const KafkaHistory& history, const std::vector<KafkaLog>& logs) {
  if (history.no_client_ops)
    return {"null-pointer", "there are no operations of clients.", nullptr};
  for (std::size_t key = 0; key < logs.size(); ++key) {
    const auto placed = [](const KafkaFate& fate) {
      return fate.polled_ok && fate.first_position != unknown_position;
    };
    const std::vector<KafkaFate>& fates = logs[key].fates;
    if (!logs[key].polled_ok || std::any_of(fates.begin(), fates.end(), placed)) continue;
    return {"index-out-of-bounds",
            "polls mention " + history.key_name(key) +
                " but no poll has a message of it with an offset; "
                "servers should leave such keys out.",
            {{"key", history.keys[key].name}}};
  }
  for (const KafkaOp& op : history.ops) {
    for (const KafkaPoll& poll : op.polls) {
      for (const KafkaMessage& message : poll.messages) {
        if (logs[poll.key].fates[message.number].writer != nullptr) continue;
        return {"no-writer-of-value",
                who_and_when(*op.completion) + ", polled " +
                    history.name(poll.key, message.number) +
                    ", which nobody is known to have sent.",
                {{"key", history.keys[poll.key].name},
                 {"value", history.value(poll.key, message.number)}}};
      }
    }
  }
  return {};
}

Json unseen_result(const KafkaHistory& history, const Unseen& unseen) {
  Json counts = Json::object();
  Json messages = Json::object();
  for (const auto& [key, numbers] : unseen) {
    const std::string& name = history.keys[key].name;
    counts[name] = numbers.size();
    messages[name] = Json::array();
    for (std::size_t i = 0; i < std::min(numbers.size(), messages_shown); ++i) {
      messages[name].push_back(history.value(key, numbers[i]));
    }
  }
  return {{"unseen", counts}, {"messages", messages}};
}

void explain_unseen(const KafkaHistory& history, const std::vector<KafkaLog>& logs,
                    const Unseen& unseen, Findings& errors) {
  for (const auto& [key, numbers] : unseen) {
    for (std::size_t message : numbers) {
      const KafkaOp* writer = logs[key].fates[message].writer;
      const Sentence sender =
          writer == nullptr ? "nobody" : who_and_when(*writer->completion) + ",";
      errors.add("unseen",
                 sender + " sent " + history.name(key, message) +
                     ", but by the end no poll had returned it" +
                     (logs[key].fates[message].polled_ok ? " before the last one." : "."),
                 {{"key", history.keys[key].name},
                  {"value", history.value(key, message)},
                  {logs[key].fates[message].polled_ok ? "polled-last" : "polled-never", true}});
    }
  }
}

Json judged(const KafkaHistory& history, const Findings& errors, const Unseen& unseen) {
  Json counts = Json::object();
  Json bad = Json::array();
  Json result = Json::object();
  for (const std::string& kind : errors.kinds()) {
    if (kind != tolerated) bad.push_back(kind);
    if (kind == "unseen") continue;
    counts[kind] = errors.count(kind);
    result[kind] = errors.errors(kind);
  }
  if (!unseen.empty()) result["unseen"] = unseen_result(history, unseen);
  result["valid"] = bad.empty();
  result["error-types"] = errors.kinds();
  result["bad-error-types"] = bad;
  result["counts"] = counts;
  result["worst-realtime-lag"] = worst_realtime_lag(history);
  return result;
}

}  // namespace

Json check_kafka(const History& history) {
  const KafkaHistory kafka = read_kafka_history(history);
  const std::vector<KafkaLog> logs = build_kafka_logs(kafka);
  Findings errors;
  find_order_errors(kafka, logs, errors);
  find_message_errors(kafka, logs, errors);
  find_cycles(kafka, logs, errors);
  const Unseen unseen = find_unseen(kafka);
  explain_unseen(kafka, logs, unseen, errors);
  Findings beyond;
  look_beyond_kafka(kafka, logs, beyond);

  const Failure failure = failure_of(kafka, logs);
  if (failure.code.empty()) {
    Json result = judged(kafka, errors, unseen);
    conclude(result, errors, beyond);
    return result;
  }
  // The real checker has nothing more to say here; we tell what else we found.
  Json result = {{"valid", "unknown"}, {"error", failure.code}};
  Findings wrong;
  wrong.add(failure.code, failure.sentence, failure.values);
  beyond.merge(errors);
  conclude(result, wrong, beyond);
  return result;
}

}  // namespace eddy
