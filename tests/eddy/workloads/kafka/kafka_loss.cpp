#include "tests/eddy/workloads/kafka/kafka_loss.hpp"

#include <algorithm>
#include <set>

namespace eddy {

namespace {

class MessageCheck {
 public:
  MessageCheck(const KafkaHistory& history, const std::vector<KafkaLog>& logs, Findings& errors)
      : history_(history), logs_(logs), errors_(errors) {}

  void run() {
    for (std::size_t key = 0; key < logs_.size(); ++key) {
      find_duplicates(key);
      find_inconsistent_offsets(key);
      find_lost_writes(key);
    }
    for (const KafkaOp& op : history_.ops) {
      if (op.ok()) find_aborted_reads(op);
      find_precommitted_read(op);
    }
  }

 private:
  void find_duplicates(std::size_t key) {
    const KafkaLog& log = logs_[key];
    for (std::size_t message = 0; message < log.fates.size(); ++message) {
      const KafkaFate& fate = log.fates[message];
      if (fate.copies < 2) continue;
      errors_.add("duplicate",
                  history_.name(key, message) + " stands at " + std::to_string(fate.copies) +
                      " offsets, from " + offset_at(log, fate.first_position) + " to " +
                      offset_at(log, fate.last_position) + "; it should have one.",
                  {{"key", history_.keys[key].name},
                   {"value", history_.value(key, message)},
                   {"count", fate.copies}});
    }
  }

  void find_inconsistent_offsets(std::size_t key) {
    const KafkaLog& log = logs_[key];
    for (std::size_t position = 0; position < log.slots.size(); ++position) {
      const KafkaSlot& slot = log.slots[position];
      if (slot.messages.size() < 2) continue;
      Json values = Json::array();
      for (std::size_t message : slot.messages) values.push_back(history_.value(key, message));
      errors_.add("inconsistent-offsets",
                  history_.key_name(key) + " has the messages " + quote(values) +
                      " at the one offset " + std::to_string(slot.offset) + ".",
                  {{"key", history_.keys[key].name},
                   {"offset", slot.offset},
                   {"index", position},
                   {"values", values}});
    }
  }

  /// The real checker looks a message up among those read, and takes what it finds for
  /// an answer; so it never finds null and false.
  bool is_known_read(std::size_t key, std::size_t message) const {
    const Json& value = history_.value(key, message);
    return logs_[key].fates[message].polled_ok && !value.is_null() && value != false;
  }

  /// Whoever has read a message must have been able to read all those before it.
  void find_lost_writes(std::size_t key) {
    const KafkaLog& log = logs_[key];
    std::ptrdiff_t bound = unknown_position;
    for (const KafkaFate& fate : log.fates) {
      if (fate.polled_ok) bound = std::max(bound, fate.first_position);
    }
    for (std::size_t message = 0; message < log.fates.size(); ++message) {
      const KafkaFate& fate = log.fates[message];
      if (is_known_read(key, message) || fate.last_position == unknown_position ||
          fate.last_position > bound || fate.writer == nullptr ||
          !took_effect(*fate.writer, logs_)) {
        continue;
      }
      errors_.add("lost-write",
                  who_and_when(*fate.writer->completion) + ", sent " + history_.name(key, message) +
                      " (offset " + offset_at(log, fate.last_position) + "), " +
                      (fate.polled_ok ? "and the real checker sees no poll of a null or a false"
                                      : "which nobody ever polled") +
                      ", though polls got as far as offset " + offset_at(log, bound) + ".",
                  {{"key", history_.keys[key].name},
                   {"value", history_.value(key, message)},
                   {"index", fate.first_position},
                   {"max-read-index", bound},
                   {"writer", fate.writer->completion->index}});
    }
  }

  void find_aborted_reads(const KafkaOp& op) {
    for (const KafkaPoll& poll : op.polls) {
      for (const KafkaMessage& message : poll.messages) {
        const KafkaFate& fate = logs_[poll.key].fates[message.number];
        if (!fate.send_failed) continue;
        errors_.add("G1a",
                    who_and_when(*op.completion) + ", polled " +
                        history_.name(poll.key, message.number) + ", whose send had failed (" +
                        who_and_when(*fate.writer->completion) + "); nobody should see it.",
                    {{"key", history_.keys[poll.key].name},
                     {"value", history_.value(poll.key, message.number)},
                     {"writer", fate.writer->completion->index},
                     {"reader", op.completion->index}});
      }
    }
  }

  /// At most one an op.
  void find_precommitted_read(const KafkaOp& op) {
    for (const KafkaSend& send : op.sends) {
      for (const KafkaPoll& poll : op.polls) {
        if (poll.key != send.key || !holds(poll, send.message.number)) continue;
        errors_.add("precommitted-read",
                    who_and_when(*op.completion) + ", polled its own " +
                        history_.name(send.key, send.message.number) + " before it was committed.",
                    {{"op", op.completion->index},
                     {"key", history_.keys[send.key].name},
                     {"value", history_.value(send.key, send.message.number)}});
        return;
      }
    }
  }

  static bool holds(const KafkaPoll& poll, std::size_t message) {
    return std::any_of(poll.messages.begin(), poll.messages.end(),
                       [&](const KafkaMessage& m) { return m.number == message; });
  }

  static std::string offset_at(const KafkaLog& log, std::ptrdiff_t position) {
    return std::to_string(log.slots[static_cast<std::size_t>(position)].offset);
  }

  const KafkaHistory& history_;
  const std::vector<KafkaLog>& logs_;
  Findings& errors_;
};

}  // namespace

void find_message_errors(const KafkaHistory& history, const std::vector<KafkaLog>& logs,
                         Findings& errors) {
  MessageCheck(history, logs, errors).run();
}

Unseen find_unseen(const KafkaHistory& history) {
  struct Key {
    std::set<std::size_t> unseen;
    std::vector<bool> polled;
    bool mentioned = false;
  };
  std::vector<Key> keys(history.keys.size());
  for (std::size_t key = 0; key < keys.size(); ++key) {
    keys[key].polled.resize(history.keys[key].messages.size());
  }
  const KafkaOp* last = nullptr;
  for (const KafkaOp& op : history.ops) {
    if (op.ok() && op.is_access()) last = &op;
  }
  for (const KafkaOp& op : history.ops) {
    if (!op.ok() || !op.is_access()) continue;
    for (const KafkaSend& send : op.sends) {
      Key& key = keys[send.key];
      key.mentioned = true;
      if (!key.polled[send.message.number]) key.unseen.insert(send.message.number);
    }
    for (const KafkaPoll& poll : op.polls) {
      Key& key = keys[poll.key];
      // A quirk of the real checker: what the very last op polls of a key that
      // nothing ok has mentioned before counts as unseen.
      const bool quirk = &op == last && !key.mentioned;
      for (const KafkaMessage& message : poll.messages) {
        key.polled[message.number] = true;
        if (quirk) {
          key.unseen.insert(message.number);
        } else {
          key.unseen.erase(message.number);
        }
      }
      key.mentioned = true;
    }
  }
  Unseen unseen;
  for (std::size_t key = 0; key < keys.size(); ++key) {
    if (!keys[key].unseen.empty()) {
      unseen[key].assign(keys[key].unseen.begin(), keys[key].unseen.end());
    }
  }
  return unseen;
}

}  // namespace eddy
