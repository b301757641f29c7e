#include "tests/eddy/workloads/kafka/kafka_order.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>

namespace eddy {

namespace {

constexpr std::ptrdiff_t skipped_shown = 8;

/// The last message that a process polled from, or sent to, each key, and the op
/// that did so; no message if that op got an empty list.
struct LastSeen {
  const KafkaOp* op = nullptr;
  std::optional<std::size_t> message;
};
using LastByKey = std::map<std::size_t, LastSeen>;

struct Process {
  LastByKey polled;
  LastByKey sent;
};

/// Two messages that an op, or two ops of a process, met one after the other.
struct Succession {
  const KafkaOp* from_op = nullptr;
  const KafkaOp* op = nullptr;
  std::size_t key = 0;
  std::optional<std::size_t> from;
  std::optional<std::size_t> to;
};

class OrderCheck {
 public:
  OrderCheck(const KafkaHistory& history, const std::vector<KafkaLog>& logs, Findings& errors)
      : history_(history), logs_(logs), errors_(errors) {}

  void run() {
    for (const KafkaOp& op : history_.ops) {
      if (op.completion->f == "assign") on_assign(op);
      on_polls(op);
      on_sends(op);
    }
  }

 private:
  void on_assign(const KafkaOp& op) {
    if (op.completion->type == OpType::fail) return;
    Process& process = processes_[op.completion->process];
    for (LastByKey* last : {&process.polled, &process.sent}) {
      std::erase_if(*last, [&](const auto& entry) {
        return std::find(op.assigned.begin(), op.assigned.end(), entry.first) == op.assigned.end();
      });
    }
  }

  void on_polls(const KafkaOp& op) {
    if (op.polls.empty()) return;
    LastByKey& last = processes_[op.completion->process].polled;
    for (const KafkaPoll& poll : op.polls) {
      const auto& messages = poll.messages;
      for (std::size_t i = 1; i < messages.size(); ++i) {
        compare({&op, &op, poll.key, messages[i - 1].number, messages[i].number}, "int-poll-skip",
                "int-nonmonotonic-poll", "polled");
      }
      const auto before = last.find(poll.key);
      if (before != last.end() && !messages.empty()) {
        compare({before->second.op, &op, poll.key, before->second.message, messages[0].number},
                "poll-skip", "nonmonotonic-poll", "polled");
      }
      if (!op.ok()) continue;
      last[poll.key] =
          messages.empty() ? LastSeen{&op, std::nullopt} : LastSeen{&op, messages.back().number};
    }
  }

  void on_sends(const KafkaOp& op) {
    if (op.sends.empty()) return;
    const bool may_have_happened = op.completion->type != OpType::fail;
    LastByKey& last = processes_[op.completion->process].sent;
    LastByKey in_op;
    for (const KafkaSend& send : op.sends) {
      const auto before = in_op.find(send.key);
      if (before != in_op.end()) {
        compare({&op, &op, send.key, before->second.message, send.message.number}, "int-send-skip",
                "int-nonmonotonic-send", "sent");
      } else if (may_have_happened && last.count(send.key) != 0) {
        const LastSeen& earlier = last[send.key];
        compare({earlier.op, &op, send.key, earlier.message, send.message.number}, nullptr,
                "nonmonotonic-send", "sent");
      }
      in_op[send.key] = {&op, send.message.number};
    }
    if (!may_have_happened) return;
    for (const auto& [key, seen] : in_op) last[key] = seen;
  }

  /// Adds an error unless the second message directly follows the first, or one
  /// of their positions is not known. No `skip`: gaps are no error here.
  void compare(const Succession& step, const char* skip, const char* nonmonotonic,
               const char* did) {
    if (!step.from || !step.to) return;
    const KafkaLog& log = logs_[step.key];
    const std::ptrdiff_t from = log.fates[*step.from].last_position;
    const std::ptrdiff_t to = log.fates[*step.to].last_position;
    if (from == unknown_position || to == unknown_position) return;
    const std::ptrdiff_t delta = to - from;
    if (delta < 1) {
      add(step, nonmonotonic, delta, did, "; offsets should rise");
    } else if (delta > 1 && skip != nullptr) {
      add(step, skip, delta, did, ", skipping " + between(log, step.key, from, to));
    }
  }

  std::string between(const KafkaLog& log, std::size_t key, std::ptrdiff_t from,
                      std::ptrdiff_t to) const {
    std::string text;
    for (std::ptrdiff_t at = from + 1; at < to && at - from <= skipped_shown; ++at) {
      const std::size_t message = log.slots[static_cast<std::size_t>(at)].messages.front();
      text += (text.empty() ? "" : ", ") + quote(history_.value(key, message));
    }
    if (to - from - 1 > skipped_shown) {
      text += " and " + std::to_string(to - from - 1 - skipped_shown) + " more";
    }
    return text;
  }

  static std::string offset_of(const KafkaLog& log, std::size_t message) {
    const std::ptrdiff_t position = log.fates[message].last_position;
    return "offset " + std::to_string(log.slots[static_cast<std::size_t>(position)].offset);
  }

  void add(const Succession& step, const char* kind, std::ptrdiff_t delta, const char* did,
           const std::string& how) {
    const KafkaLog& log = logs_[step.key];
    Sentence sentence = who_and_when(*step.op->completion) + ", " + did + " " +
                        history_.name(step.key, *step.to) + " (" + offset_of(log, *step.to) +
                        ") right after " + quote(history_.value(step.key, *step.from)) + " (" +
                        offset_of(log, *step.from);
    if (step.from_op != step.op) {
      sentence += ", at " + in_seconds(step.from_op->completion->time_ns);
    }
    Json ops = Json::array();
    if (step.from_op != step.op) ops.push_back(step.from_op->completion->index);
    ops.push_back(step.op->completion->index);
    errors_.add(kind, sentence + ")" + how + ".",
                {{"key", history_.keys[step.key].name},
                 {"values", Json::array({history_.value(step.key, *step.from),
                                         history_.value(step.key, *step.to)})},
                 {"delta", delta},
                 {"ops", ops}});
  }

  const KafkaHistory& history_;
  const std::vector<KafkaLog>& logs_;
  Findings& errors_;
  std::unordered_map<std::int64_t, Process> processes_;
};

}  // namespace

void find_order_errors(const KafkaHistory& history, const std::vector<KafkaLog>& logs,
                       Findings& errors) {
  OrderCheck(history, logs, errors).run();
}

}  // namespace eddy
