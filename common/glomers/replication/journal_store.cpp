#include "glomers/replication/journal_store.hpp"

#include <algorithm>

namespace glomers {
namespace {

const std::string service = "lin-kv";

/// Stored nowhere: values are numbers, lists of entries and the mark of a seal.
const Json never_stored = false;

/// However many chunks and starts lin-kv says there are, it is not flooded.
constexpr std::size_t most_open = 1024;

/// After an answer that no retry mends at once.
constexpr Time refusal_pause = 200ms;
/// A lost message costs so much at least; asking again too early costs only messages.
constexpr Time shortest_patience = 200ms;
constexpr Time unmeasured_patience = 500ms;
constexpr Time longest_patience = 8s;

bool answers(const RpcResult& result) {
  return result.ok() || result.error->code == ErrorCode::key_does_not_exist ||
         result.error->code == ErrorCode::precondition_failed;
}

}  // namespace

void JournalStore::read(const std::string& key,
                        std::function<void(const std::optional<Json>&)> callback) {
  ask({{{"type", "read"}, {"key", key}}, [callback](const RpcResult& result) {
         callback(result.ok() ? std::optional<Json>(result.value->at("value")) : std::nullopt);
       }});
}

void JournalStore::read_existing(const std::string& key,
                                 std::function<void(const Json&)> callback) {
  read(key, [=, this](const std::optional<Json>& value) {
    if (value) return callback(*value);
    node_.log("lin-kv has, and has not, a key '" + key + "': asking again");
    node_.after(refusal_pause, [=, this] { read_existing(key, callback); });
  });
}

void JournalStore::create(const std::string& key, const Json& value,
                          std::function<void(bool)> callback) {
  ask({{{"type", "cas"},
        {"key", key},
        {"from", never_stored},
        {"to", value},
        {"create_if_not_exists", true}},
       [callback](const RpcResult& result) { callback(result.ok()); }});
}

void JournalStore::replace(const std::string& key, const Json& from, const Json& to,
                           std::function<void(bool)> callback) {
  const auto on_result = [=, this](const RpcResult& result) {
    if (answers(result)) return callback(result.ok());
    node_.after(refusal_pause, [=] { callback(false); });
  };
  node_.rpc(service, {{"type", "cas"}, {"key", key}, {"from", from}, {"to", to}}, on_result,
            patience());
}

void JournalStore::ask(Question question) {
  if (open_ >= most_open) return waiting_.push_back(std::move(question));
  ++open_;
  put(question);
}

void JournalStore::put(const Question& question) {
  const auto on_result = [=, this, asked = node_.now(),
                          patience = patience()](const RpcResult& result) {
    if (!answers(result)) {
      node_.log("the journal's store refuses: " + std::string(result.error->what()));
      node_.after(refusal_pause, [=, this] { put(question); });
      return;
    }
    // Of a question that was asked twice nobody knows which was answered. If only
    // because the answer takes so long, the next is given the time.
    const Time took = node_.now() - asked;
    if (took < patience) rtt_.add(took);
    retried_for_ = took < patience ? Time(0) : std::min(took, 2 * patience);
    put_next();
    question.callback(result);
  };
  node_.rpc_with_retry(service, question.body, on_result, {.timeout = patience()});
}

void JournalStore::put_next() {
  --open_;
  if (waiting_.empty()) return;
  const Question next = std::move(waiting_.front());
  waiting_.pop_front();
  ask(next);
}

Time JournalStore::patience() const {
  const Time wait = rtt_.measured() ? 2 * rtt_.upper_bound() : unmeasured_patience;
  return std::clamp(std::max(wait, retried_for_), shortest_patience, longest_patience);
}

}  // namespace glomers
