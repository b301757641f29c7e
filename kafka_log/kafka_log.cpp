#include "kafka_log/kafka_log.hpp"

#include <algorithm>
#include <memory>

#include "glomers/replication/durable_option.hpp"
#include "glomers/replication/logs.hpp"
#include "glomers/replication/wire_number.hpp"

namespace kafka_log {
namespace {

using Offsets = std::map<std::string, std::int64_t>;

struct Send {
  static constexpr const char* type = "send";
  std::string key;
  Json msg;
  static constexpr auto fields = std::tuple(field("key", &Send::key), field("msg", &Send::msg));
};

struct Poll {
  static constexpr const char* type = "poll";
  Offsets offsets;
  static constexpr auto fields = std::tuple(field("offsets", &Poll::offsets));
};

struct CommitOffsets {
  static constexpr const char* type = "commit_offsets";
  Offsets offsets;
  static constexpr auto fields = std::tuple(field("offsets", &CommitOffsets::offsets));
};

struct ListCommittedOffsets {
  static constexpr const char* type = "list_committed_offsets";
  std::vector<std::string> keys;
  static constexpr auto fields = std::tuple(field("keys", &ListCommittedOffsets::keys));
};

/// An entry of the replicated log is a message that was sent, or offsets that were committed.
struct SentEntry {
  std::string key;
  std::int64_t counter = 0;
  Json msg;
  static constexpr auto fields =
      std::tuple(field("key", &SentEntry::key), field("counter", &SentEntry::counter),
                 field("msg", &SentEntry::msg));
};

struct CommitEntry {
  Offsets commit;
  static constexpr auto fields = std::tuple(field("commit", &CommitEntry::commit));
};

void require_offsets(const Offsets& offsets) {
  for (const auto& [key, offset] : offsets) {
    if (offset < 0) throw_malformed("offsets." + key, "must not be negative");
    check_number("offsets." + key, offset);
  }
}

/// A poll returns no more messages than this of one key.
constexpr std::size_t max_polled = 1000;

/// Two nodes send each other two messages in an interval, and a message is seen everywhere after
/// one interval and a half.
constexpr Time local_interval = 55ms;
/// With a journal, messages that come into view cost more than the batch that shows them: each
/// consumer commits them, and a commit is stored as well.
constexpr Time durable_interval = 400ms;
/// A client's entry waits so long for others to be stored with it.
constexpr Time journal_interval = 50ms;
/// With `--acks all` a client waits for the interval. Two nodes promise an answer to a send within
/// 20 ms and three network round trips. The rest is for a machine that wakes a node late.
constexpr Time all_interval = 15ms;

Replica::Options replica_options(KafkaLog::Acks acks, bool durable) {
  if (acks == KafkaLog::Acks::all)
    return {.flush_interval = all_interval, .stability = true, .eager = true, .durable = durable};
  return {.flush_interval = durable ? durable_interval : local_interval,
          .stability = true,
          .durable = durable,
          .journal_interval = journal_interval};
}

}  // namespace

KafkaLog::KafkaLog(Node& node, Acks acks, bool durable)
    : node_(node),
      acks_(acks),
      replica_(node, replica_options(acks, durable),
               [this](const Replica::Entry& e) { apply(e); }) {
  replica_.check_entries([this](const Json& entry) { check(entry); });
  replica_.on_stable([this](LogId log, std::uint64_t length) { make_visible(log, length); });
  replica_.on<Send>([this](const Message& m, const Send& b) { send(m, b.key, b.msg); });
  replica_.on<Poll>([this](const Message& m, const Poll& b) { poll(m, b.offsets); });
  replica_.on<CommitOffsets>(
      [this](const Message& m, const CommitOffsets& b) { commit(m, b.offsets); });
  replica_.on<ListCommittedOffsets>(
      [this](const Message& m, const ListCommittedOffsets& b) { list_committed(m, b.keys); });
}

// Requests. -------------------------------------------------------------------

void KafkaLog::send(const Message& request, const std::string& key, const Json& msg) {
  // Half of the offsets are kept for messages that are under way.
  const auto log = logs_.find(key);
  if (log != logs_.end() && log->second.next_counter >= counter_end() / 2)
    throw RpcError(ErrorCode::temporarily_unavailable, "the key has no offsets left");
  const auto offset = std::make_shared<Offset>();
  const auto make = [this, key, msg, offset]() -> Json {
    const std::int64_t counter = logs_[key].next_counter++;
    ensure(counter < counter_end(), "a key has an offset for each message", "the counter is",
           counter);
    *offset = offset_of(counter, NodeIndex(node_.index()));
    return {{"key", key}, {"counter", counter}, {"msg", msg}};
  };
  replica_.append_deferred(make, [this, request, offset](std::uint64_t position) {
    if (acks_ == Acks::local) return acknowledge(request, *offset);
    waiting_.emplace(position, Waiting{request, *offset});
  });
}

void KafkaLog::acknowledge(const Message& request, Offset offset) {
  node_.reply(request, {{"type", "send_ok"}, {"offset", offset}});
}

void KafkaLog::poll(const Message& request, const Offsets& offsets) {
  require_offsets(offsets);
  Json msgs = Json::object();
  for (const auto& [key, from] : offsets) {
    const auto log = logs_.find(key);
    if (log == logs_.end()) continue;
    Json pairs = Json::array();
    const auto& messages = log->second.messages;
    for (auto it = messages.lower_bound(from);
         it != messages.end() && it->first < log->second.visible_end && pairs.size() < max_polled;
         ++it)
      pairs.push_back({it->first, it->second.msg});
    // A key with an empty list would confuse Maelstrom's checker: leave it out.
    if (!pairs.empty()) msgs[key] = std::move(pairs);
  }
  node_.reply(request, {{"type", "poll_ok"}, {"msgs", std::move(msgs)}});
}

void KafkaLog::commit(const Message& request, const Offsets& offsets) {
  require_offsets(offsets);
  Json news = Json::object();
  for (const auto& [key, offset] : offsets) {
    const auto known = committed_.find(key);
    if (known == committed_.end() || known->second < offset) news[key] = offset;
  }
  const auto acknowledge = [this, request](std::uint64_t) {
    node_.reply(request, {{"type", "commit_offsets_ok"}});
  };
  if (news.empty()) return acknowledge(0);
  replica_.append({{"commit", std::move(news)}}, acknowledge);
}

void KafkaLog::list_committed(const Message& request, const std::vector<std::string>& keys) {
  Json offsets = Json::object();
  for (const auto& key : keys) {
    const auto known = committed_.find(key);
    if (known != committed_.end()) offsets[key] = known->second;
  }
  node_.reply(request, {{"type", "list_committed_offsets_ok"}, {"offsets", std::move(offsets)}});
}

// Entries. --------------------------------------------------------------------

void KafkaLog::check(const Json& entry) const {
  if (!entry.is_object()) throw_ill_typed("entry", "an object", entry);
  if (entry.contains("commit")) {
    for (const auto& [key, offset] : from_body<CommitEntry>(entry).commit)
      check_number("commit." + key, offset);
    return;
  }
  const auto counter = from_body<SentEntry>(entry).counter;
  if (counter < 0 || counter >= counter_end()) throw_malformed("counter", "is out of bounds");
}

void KafkaLog::apply(const Replica::Entry& entry) {
  const auto commit = entry.value.find("commit");
  if (commit)
    apply_commit(*commit);
  else
    apply_send(entry);
}

void KafkaLog::apply_send(const Replica::Entry& entry) {
  const auto& key = entry.value.at("key").as_string();
  const auto counter = entry.value.at("counter").get<std::int64_t>();
  const Offset offset = offset_of(counter, entry.node);
  Log& log = logs_[key];
  keep(log, offset, {entry.value.at("msg"), entry.log});
  log.next_counter = std::max(log.next_counter, counter + 1);
  auto& unstable = unstable_[entry.log];
  ensure(unstable.empty() || unstable.back().position < entry.position,
         "entries of a log come in order", "one at", entry.position, "came late");
  unstable.push_back({entry.position, key, offset});
}

/// Without a journal a node that was killed may give an offset that it has given
/// before. Of the two messages all nodes keep the same one.
void KafkaLog::keep(Log& log, Offset offset, Stored stored) {
  const auto [known, fresh] = log.messages.try_emplace(offset, stored);
  if (fresh) return;
  const auto& logs = replica_.logs();
  if (logs.name(known->second.log) < logs.name(stored.log)) known->second = std::move(stored);
}

void KafkaLog::apply_commit(const Json& offsets) {
  for (const auto& [key, offset] : offsets.items()) {
    Offset& known = committed_[key];
    known = std::max(known, offset.get<Offset>());
  }
}

void KafkaLog::make_visible(LogId log, std::uint64_t stable_length) {
  auto& queue = unstable_[log];
  for (; !queue.empty() && queue.front().position < stable_length; queue.pop_front()) {
    Log& of_key = logs_[queue.front().key];
    of_key.visible_end = std::max(of_key.visible_end, queue.front().offset + 1);
  }
  if (log != replica_.own_log()) return;
  while (!waiting_.empty() && waiting_.begin()->first < stable_length) {
    const auto waiting = waiting_.extract(waiting_.begin());
    acknowledge(waiting.mapped().request, waiting.mapped().offset);
  }
}

KafkaLog::Offset KafkaLog::offset_of(std::int64_t counter, NodeIndex node) const {
  return counter * static_cast<Offset>(node_.ids().size()) + static_cast<Offset>(node.value());
}

/// The counters below this give every node offsets below max_number.
std::int64_t KafkaLog::counter_end() const {
  return max_number / static_cast<std::int64_t>(node_.ids().size());
}

Program program() {
  return {"kafka_log",
          "Challenge 5: append-only logs by key, without a leader.",
          [](Options& options) -> AppFactory {
            const auto acks =
                options.choice("--acks", {"local", "all"},
                               "Acknowledge a send once this node has it (local, the default) or "
                               "once all nodes hold it (all)");
            const auto durable = add_durable_option(options);
            return [acks, durable](Node& node) {
              using Acks = KafkaLog::Acks;
              return std::make_shared<KafkaLog>(node, *acks == "all" ? Acks::all : Acks::local,
                                                *durable);
            };
          },
          {},
          durable_option};
}

}  // namespace kafka_log
