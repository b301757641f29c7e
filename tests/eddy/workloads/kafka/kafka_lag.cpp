#include "tests/eddy/workloads/kafka/kafka_lag.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>

namespace eddy {

namespace {

using OffsetByKey = std::map<std::size_t, std::int64_t>;

/// Nothing has been read of a key yet.
constexpr std::int64_t before_first = -1;

void raise(OffsetByKey& offsets, std::size_t key, std::int64_t offset) {
  const auto [it, added] = offsets.emplace(key, offset);
  if (!added) it->second = std::max(it->second, offset);
}

/// The highest offset of each key that an ok or info op met.
OffsetByKey highest_offsets(const KafkaOp& op) {
  OffsetByKey sent;
  for (const KafkaSend& send : op.sends) {
    // The real checker forgets the op's earlier sends at one without an offset.
    if (!send.message.offset) {
      sent.clear();
    } else {
      raise(sent, send.key, std::max<std::int64_t>(0, *send.message.offset));
    }
  }
  OffsetByKey highest = std::move(sent);
  for (const KafkaPoll& poll : op.polls) {
    std::int64_t offset = before_first;
    for (const KafkaMessage& message : poll.messages) {
      offset = std::max(offset, message.offset.value_or(before_first));
    }
    raise(highest, poll.key, offset);
  }
  return highest;
}

/// When each offset of one key was first known to exist. Only the records count:
/// a higher offset proves all lower ones, so memory does not depend on their size.
class Records {
 public:
  void note(std::int64_t offset, std::int64_t time_ns) {
    if (offset >= 0 && (records_.empty() || offset > records_.back().offset)) {
      records_.push_back({offset, time_ns});
    }
  }

  /// When something above `offset` was first known; at no time if it never was.
  std::optional<std::int64_t> known_since_ns(std::int64_t offset) const {
    const auto first_above =
        std::upper_bound(records_.begin(), records_.end(), offset,
                         [](std::int64_t o, const Record& record) { return o < record.offset; });
    if (first_above == records_.end()) return std::nullopt;
    return first_above->time_ns;
  }

 private:
  struct Record {
    std::int64_t offset;
    std::int64_t time_ns;
  };
  std::vector<Record> records_;
};

/// A process reads on from where it was in the keys that stay assigned to it, and
/// from the beginning in new ones.
void assign(const std::vector<std::size_t>& keys, OffsetByKey& offsets) {
  OffsetByKey assigned;
  for (std::size_t key : keys) {
    const auto it = offsets.find(key);
    assigned[key] = it == offsets.end() ? before_first : it->second;
  }
  offsets = std::move(assigned);
}

double seconds(std::int64_t time_ns) {
  return static_cast<double>(time_ns) / 1e9;
}

}  // namespace

void for_each_lag(const KafkaHistory& history, const std::function<void(const PollLag&)>& f) {
  std::vector<Records> records(history.keys.size());
  for (const KafkaOp& op : history.ops) {
    if (!op.is_access() || op.completion->type == OpType::fail) continue;
    for (const auto& [key, offset] : highest_offsets(op)) {
      records[key].note(offset, op.completion->time_ns);
    }
  }
  std::unordered_map<std::int64_t, OffsetByKey> offsets_by_process;
  for (const KafkaOp& op : history.ops) {
    if (!op.ok()) continue;
    OffsetByKey& offsets = offsets_by_process[op.completion->process];
    if (op.completion->f == "assign") assign(op.assigned, offsets);
    if (op.completion->f != "poll" && op.completion->f != "txn") continue;
    for (const auto& [key, offset] : highest_offsets(op)) raise(offsets, key, offset);
    for (const auto& [key, offset] : offsets) {
      const auto since_ns = records[key].known_since_ns(offset);
      if (since_ns && *since_ns <= op.invocation->time_ns) f({&op, key, *since_ns});
    }
  }
}

Json worst_realtime_lag(const KafkaHistory& history) {
  Json worst = {{"time", 0.0}, {"lag", 0.0}};
  std::int64_t worst_ns = 0;
  for_each_lag(history, [&](const PollLag& lag) {
    const std::int64_t invoked_ns = lag.poll->invocation->time_ns;
    const std::int64_t lag_ns = invoked_ns - lag.behind_since_ns;
    if (lag_ns < worst_ns) return;
    worst_ns = lag_ns;
    worst = {{"time", seconds(invoked_ns)},
             {"lag", seconds(lag_ns)},
             {"process", lag.poll->completion->process},
             {"key", history.keys[lag.key].name}};
  });
  return worst;
}

}  // namespace eddy
