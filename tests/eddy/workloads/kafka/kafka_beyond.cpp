#include "tests/eddy/workloads/kafka/kafka_beyond.hpp"

#include <algorithm>
#include <map>

namespace eddy {

namespace {

void find_odd_polls(const KafkaHistory& history, const std::vector<KafkaLog>& logs,
                    Findings& beyond) {
  for (const KafkaOp& op : history.ops) {
    for (const KafkaPoll& poll : op.polls) {
      if (poll.was_null) {
        beyond.add("null-list",
                   who_and_when(*op.completion) + ", polled null for the list of " +
                       history.key_name(poll.key) + ".",
                   {{"key", history.keys[poll.key].name}});
      }
      for (const KafkaMessage& message : poll.messages) {
        const auto what = [&] {
          return who_and_when(*op.completion) + ", polled " +
                 history.name(poll.key, message.number);
        };
        const auto values = [&] {
          return Json{{"key", history.keys[poll.key].name},
                      {"value", history.value(poll.key, message.number)},
                      {"offset", message.offset ? Json(*message.offset) : Json()}};
        };
        if (logs[poll.key].fates[message.number].writer == nullptr) {
          beyond.add("never-sent", what() + ", which nobody is known to have sent.", values());
        }
        if (message.offset.value_or(0) < 0) {
          beyond.add("negative-offset",
                     what() + " at offset " + std::to_string(*message.offset) + ".", values());
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
      if (before.op == nullptr || send.message.offset.value_or(before.offset) >= before.offset) {
        continue;
      }
      beyond.add("late-insert",
                 who_and_when(*op->completion) + ", sent " +
                     history.name(send.key, send.message.number) + " to offset " +
                     std::to_string(*send.message.offset) + ", though " +
                     who_and_when(*before.op->completion) + ", had polled up to offset " +
                     std::to_string(before.offset) + " before it began.",
                 {{"key", history.keys[send.key].name},
                  {"value", history.value(send.key, send.message.number)},
                  {"offset", *send.message.offset},
                  {"polled-offset", before.offset}});
    }
  }
}

/// Of one process and of all, by key, the highest offset that a poll returned and
/// so committed.
using Committed = std::map<std::string, std::int64_t>;

void note_commits(const KafkaHistory& history, const KafkaOp& op, Committed& committed) {
  for (const KafkaPoll& poll : op.polls) {
    for (const KafkaMessage& message : poll.messages) {
      std::int64_t& highest = committed[history.keys[poll.key].name];
      highest = std::max(highest, message.offset.value_or(0));
    }
  }
}

/// What nodes told of committed offsets, against what clients commit: behind each
/// poll the highest offsets that it returned.
class CommitFinder {
 public:
  CommitFinder(const KafkaHistory& history, Findings& beyond) : history_(history), beyond_(beyond) {
    for (const KafkaOp& op : history.ops)
      if (op.completion->f == "poll") by_invocation_.push_back(&op);
    std::sort(by_invocation_.begin(), by_invocation_.end(), [](const KafkaOp* a, const KafkaOp* b) {
      return a->invocation->index < b->invocation->index;
    });
  }

  void find() {
    for (const KafkaOp& op : history_.ops) {
      const Op& end = *op.completion;
      if (op.ok()) note_commits(history_, op, own_[end.process]);
      if (!op.ok() || end.f != "assign" || !end.committed.is_object()) continue;
      take_polls_begun_before(end);
      find_never_committed(end);
      find_forgotten(op);
    }
  }

 private:
  /// Their commits may have been told, even if they ended later.
  void take_polls_begun_before(const Op& end) {
    for (; next_ < by_invocation_.size() && by_invocation_[next_]->invocation->index < end.index;
         ++next_) {
      note_commits(history_, *by_invocation_[next_], possible_);
      all_known_ = all_known_ && by_invocation_[next_]->ok();
    }
  }

  void find_never_committed(const Op& end) {
    if (!all_known_) return;  // a poll without an answer may have committed anything
    for (const auto& [key, offset] : end.committed.items()) {
      const auto highest = possible_.find(key);
      if (highest != possible_.end() && offset <= highest->second) continue;
      beyond_.add("never-committed",
                  who_and_when(end) + ", was told that offset " + quote(offset) + " of key " +
                      cut_short(key) + " is committed, which nobody had committed.",
                  {{"key", key}, {"offset", offset}});
    }
  }

  void find_forgotten(const KafkaOp& op) {
    const Op& end = *op.completion;
    for (const std::size_t key : op.assigned) {
      const std::string& name = history_.keys[key].name;
      const auto own = own_[end.process].find(name);
      if (own == own_[end.process].end()) continue;
      const Json told = end.committed.value(name, Json());
      if (told.is_number() && told >= own->second) continue;
      beyond_.add("forgotten-commit",
                  who_and_when(end) + ", was told " + quote(told) + " as the committed offset of " +
                      history_.key_name(key) + ", though it had committed offset " +
                      std::to_string(own->second) + ".",
                  {{"key", name}, {"offset", told}, {"committed", own->second}});
    }
  }

  const KafkaHistory& history_;
  Findings& beyond_;
  std::vector<const KafkaOp*> by_invocation_;
  std::size_t next_ = 0;
  Committed possible_;
  bool all_known_ = true;
  std::map<std::int64_t, Committed> own_;
};

}  // namespace

void look_beyond_kafka(const KafkaHistory& history, const std::vector<KafkaLog>& logs,
                       Findings& beyond) {
  find_odd_polls(history, logs, beyond);
  find_late_inserts(history, beyond);
  CommitFinder(history, beyond).find();
}

}  // namespace eddy
