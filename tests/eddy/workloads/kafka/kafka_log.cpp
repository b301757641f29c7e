#include "tests/eddy/workloads/kafka/kafka_log.hpp"

#include <algorithm>

namespace eddy {

namespace {

using Entry = std::pair<std::int64_t, std::size_t>;  // offset, message

void note_fates(const KafkaHistory& history, std::vector<KafkaLog>& logs) {
  for (std::size_t key = 0; key < logs.size(); ++key) {
    logs[key].fates.resize(history.keys[key].messages.size());
  }
  for (const KafkaOp& op : history.ops) {
    for (const KafkaSend& send : op.sends) {
      KafkaFate& fate = logs[send.key].fates[send.message.number];
      fate.writer = &op;
      if (op.completion->type == OpType::fail) fate.send_failed = true;
    }
    if (!op.ok()) continue;
    for (const KafkaPoll& poll : op.polls) {
      logs[poll.key].polled_ok = true;
      for (const KafkaMessage& message : poll.messages) {
        logs[poll.key].fates[message.number].polled_ok = true;
      }
    }
  }
}

/// Negative offsets are left out, as in the real checker, whose table starts at 0.
void add_entry(const KafkaMessage& message, std::vector<Entry>& entries) {
  if (message.offset && *message.offset >= 0) entries.emplace_back(*message.offset, message.number);
}

void fill_log(std::vector<Entry>& entries, KafkaLog& log) {
  std::sort(entries.begin(), entries.end());
  entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
  for (const auto& [offset, message] : entries) {
    if (log.slots.empty() || log.slots.back().offset != offset) log.slots.push_back({offset, {}});
    log.slots.back().messages.push_back(message);
    KafkaFate& fate = log.fates[message];
    fate.last_position = static_cast<std::ptrdiff_t>(log.slots.size()) - 1;
    if (fate.copies++ == 0) fate.first_position = fate.last_position;
  }
}

}  // namespace

std::vector<KafkaLog> build_kafka_logs(const KafkaHistory& history) {
  std::vector<KafkaLog> logs(history.keys.size());
  note_fates(history, logs);
  std::vector<std::vector<Entry>> entries(logs.size());
  for (const KafkaOp& op : history.ops) {
    for (const KafkaPoll& poll : op.polls) {
      for (const KafkaMessage& message : poll.messages) add_entry(message, entries[poll.key]);
    }
    if (!took_effect(op, logs)) continue;
    for (const KafkaSend& send : op.sends) add_entry(send.message, entries[send.key]);
  }
  for (std::size_t key = 0; key < logs.size(); ++key) fill_log(entries[key], logs[key]);
  return logs;
}

bool took_effect(const KafkaOp& op, const std::vector<KafkaLog>& logs) {
  if (op.ok()) return true;
  return op.completion->type == OpType::info &&
         std::any_of(op.sends.begin(), op.sends.end(), [&](const KafkaSend& send) {
           return logs[send.key].fates[send.message.number].polled_ok;
         });
}

}  // namespace eddy
