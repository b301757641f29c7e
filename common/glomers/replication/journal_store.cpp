#include "glomers/replication/journal_store.hpp"

#include <algorithm>

namespace glomers {
namespace {

const std::string service = "lin-kv";

/// This is stored nowhere: values are numbers, lists of entries and the mark of a seal.
const Json never_stored = false;

/// No more requests are open at a time. So lin-kv is not flooded, however many chunks and starts
/// it says there are.
constexpr std::size_t max_open = 1024;

/// The pause after an answer that no retry mends at once.
constexpr Time refusal_pause = 200ms;
/// A lost message costs at least this. Asking again too early costs only messages.
constexpr Time min_timeout = 200ms;
constexpr Time unmeasured_timeout = 500ms;
constexpr Time max_timeout = 8s;

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
            timeout());
}

void JournalStore::ask(Request request) {
  if (open_ >= max_open) return waiting_.push_back(std::move(request));
  ++open_;
  send(request);
}

void JournalStore::send(const Request& request) {
  const auto on_result = [=, this, sent_at = node_.now(),
                          timeout = timeout()](const RpcResult& result) {
    if (!answers(result)) {
      node_.log("the journal's store refuses: " + std::string(result.error->what()));
      node_.after(refusal_pause, [=, this] { send(request); });
      return;
    }
    // If the request was sent twice, nobody knows which of the two was answered. It may have been
    // sent twice only because answers take so long, so the next request is given the time.
    const Time took = node_.now() - sent_at;
    if (took < timeout) rtt_.add(took);
    retried_for_ = took < timeout ? Time(0) : std::min(took, 2 * timeout);
    send_next();
    request.callback(result);
  };
  node_.rpc_with_retry(service, request.body, on_result, {.timeout = timeout()});
}

void JournalStore::send_next() {
  ensure(open_ > 0, "a request that was answered was open");
  --open_;
  if (waiting_.empty()) return;
  const Request next = std::move(waiting_.front());
  waiting_.pop_front();
  ask(next);
}

Time JournalStore::timeout() const {
  const Time wait = rtt_.measured() ? 2 * rtt_.upper_bound() : unmeasured_timeout;
  return std::clamp(std::max(wait, retried_for_), min_timeout, max_timeout);
}

}  // namespace glomers
