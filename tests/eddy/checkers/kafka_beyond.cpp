#include "tests/eddy/checkers/kafka_beyond.hpp"

#include <algorithm>

namespace eddy {

namespace {

void find_odd_polls(const KafkaHistory& history, const std::vector<KafkaLog>& logs,
                    Findings& beyond) {
  for (const KafkaOp& op : history.ops) {
    for (const KafkaPoll& poll : op.polls) {
      for (const KafkaMessage& message : poll.messages) {
        const std::string what =
            who_and_when(*op.completion) + ", polled " + history.name(poll.key, message.number);
        if (logs[poll.key].fates[message.number].writer == nullptr) {
          beyond.add("never-sent", what + ", which nobody is known to have sent.");
        }
        if (message.offset.value_or(0) < 0) {
          beyond.add("negative-offset",
                     what + " at offset " + std::to_string(*message.offset) + ".");
        }
      }
    }
  }
}

/// By key, the highest offset that an ok poll had returned so far.
struct Polled {
  const KafkaOp* op = nullptr;
  std::int64_t offset = -1;
};

void note_polls(const KafkaOp& op, std::vector<Polled>& polled) {
  for (const KafkaPoll& poll : op.polls) {
    for (const KafkaMessage& message : poll.messages) {
      if (message.offset.value_or(-1) > polled[poll.key].offset) {
        polled[poll.key] = {&op, *message.offset};
      }
    }
  }
}

void find_late_inserts(const KafkaHistory& history, Findings& beyond) {
  // Walks through the invocations in order, and along with it through the
  // completions before each of them.
  std::vector<const KafkaOp*> by_invocation;
  for (const KafkaOp& op : history.ops) {
    if (op.ok() && !op.sends.empty()) by_invocation.push_back(&op);
  }
  std::sort(by_invocation.begin(), by_invocation.end(), [](const KafkaOp* a, const KafkaOp* b) {
    return a->invocation->index < b->invocation->index;
  });
  std::vector<Polled> polled(history.keys.size());
  auto next = history.ops.begin();
  for (const KafkaOp* op : by_invocation) {
    for (; next != history.ops.end() && next->completion->index < op->invocation->index; ++next) {
      if (next->ok()) note_polls(*next, polled);
    }
    for (const KafkaSend& send : op->sends) {
      const Polled& before = polled[send.key];
      if (!send.message.offset || *send.message.offset >= before.offset) continue;
      beyond.add("late-insert", who_and_when(*op->completion) + ", sent " +
                                    history.name(send.key, send.message.number) + " to offset " +
                                    std::to_string(*send.message.offset) + ", though " +
                                    who_and_when(*before.op->completion) +
                                    ", had polled up to offset " + std::to_string(before.offset) +
                                    " before it began.");
    }
  }
}

}  // namespace

void look_beyond_kafka(const KafkaHistory& history, const std::vector<KafkaLog>& logs,
                       Findings& beyond) {
  find_odd_polls(history, logs, beyond);
  find_late_inserts(history, beyond);
}

}  // namespace eddy
