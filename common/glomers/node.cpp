#include "glomers/node.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>

namespace glomers {
namespace {

/// Sets the ids of every() apart from those of after().
constexpr TimerId repeating_bit = TimerId{1} << 63;

/// A node to which nobody speaks is ready after this.
constexpr Time ready_wait = 5s;

struct Init {
  static constexpr const char* type = "init";
  std::string node_id;
  std::vector<std::string> node_ids;
  static constexpr auto fields =
      std::tuple(field("node_id", &Init::node_id), field("node_ids", &Init::node_ids));
};

/// Calls back with the reply as a Json, which may be kept where a body is gone.
Node::RpcCallback as_json(const Awaitable<Json>::Callback& callback) {
  return [callback](const RpcResult& result) {
    callback(result.transform([](const MessageBody& body) { return body.json(); }));
  };
}

bool worth_another_try(const RpcError& error) {
  return !error.definite() || error.code == ErrorCode::temporarily_unavailable;
}

}  // namespace

Node::~Node() {
  {
    // They are taken out first, as what is destroyed with them may call this node.
    const auto callbacks = std::exchange(pending_, {});
    const auto timers = std::exchange(timers_, {});
  }
  application_.reset();
}

template <class Step>
void Node::run_step(Time now, const Message* message, Step step) {
  try {
    ensure(now >= now_, "a node's clock never goes back", "it was", now_, "and is", now);
    begin_step(now);
    step();
    if (options_.self_check)
      for (const auto& check : checks_) check();
  } catch (const InvariantError& error) {
    const std::string at = message
                               ? "at '" + std::string(message->body.type()) + "' of " + message->src
                               : "at a timer";
    log(at + ": " + error.what());
    throw InvariantError(error.invariant.c_str(), id_ + ' ' + at + ": " + error.what());
  }
}

void Node::deliver(const Message& message, Time now, Time since) {
  run_step(now, &message, [&] { handle_message(message, since); });
}

void Node::advance(Time now) {
  run_step(now, nullptr, [&] {
    while (auto callback = timers_.pop_due(now)) guarded(nullptr, *callback);
  });
}

void Node::handle_message(const Message& message, Time since) {
  const Json in_reply_to = message.body.in_reply_to();
  if (in_reply_to.is_int64()) return handle_reply(in_reply_to.get<std::int64_t>(), message);
  if (!in_reply_to.is_null()) return;  // no request of this node has such a number
  if (now_ - since >= answer_limit_ && is_clients_request(message))
    return log("dropped a request of " + message.src + ": it may be too old to be answered");
  const Json msg_id = message.body.msg_id();
  const bool wants_answer = !msg_id.is_null();
  current_request_ = wants_answer ? &message : nullptr;
  current_request_answered_ = false;
  guarded(&message, [&] { handle(message); });
  current_request_ = nullptr;
  if (wants_answer && !current_request_answered_ && is_clients_request(message))
    open_requests_.add({message.src, msg_id, since});
}

std::optional<Time> Node::next_due() const {
  const auto timer = timers_.next_due();
  const auto oldest = open_requests_.oldest();
  if (!oldest) return timer;
  return std::min(timer.value_or(Time::max()), *oldest + answer_limit_);
}

void Node::begin_step(Time now) {
  now_ = now;
  while (const auto late = open_requests_.pop_if_came_by(now - answer_limit_)) {
    log("no answer to request " + late->msg_id.dump() + " of " + late->src + " in time");
    // After a stop of the process it may be too late even for this answer.
    if (now - late->came_at >= answer_limit_ + answer_delay_limit) continue;
    Json body = RpcError(ErrorCode::timeout, "the node has no answer in time").to_body();
    body["in_reply_to"] = late->msg_id;
    output_.push_back({id_, late->src, std::move(body), {}});
  }
}

bool Node::is_clients_request(const Message& message) const {
  return initialized() && !message.body.msg_id().is_null() && id_set_.count(message.src) == 0;
}

std::string Node::current_client() const {
  return current_request_ && is_clients_request(*current_request_) ? current_request_->src : "";
}

bool Node::answers_client(const Message& message) const {
  return !message.body.in_reply_to().is_null() && id_set_.count(message.dest) == 0;
}

bool Node::claim_reply(const Message& request, const Json& msg_id) {
  const Message* const current = current_request_;
  const bool is_current =
      current &&
      (&request == current || (request.src == current->src && msg_id == current->body.msg_id()));
  if (is_current) return !std::exchange(current_request_answered_, true);
  return open_requests_.remove(request.src, msg_id) || id_set_.count(request.src) != 0;
}

void Node::handle(const Message& message) {
  const std::string_view type = message.body.type();
  if (type == Init::type) return handle_init(message);
  const auto handler = handlers_.find(type);
  if (handler == handlers_.end())
    throw RpcError(ErrorCode::not_supported,
                   "no handler for messages of type '" + std::string(type) + "'");
  if (!initialized())
    throw RpcError(ErrorCode::temporarily_unavailable,
                   "'" + std::string(type) + "' came before 'init'");
  become_ready();
  handler->second(message);
}

void Node::handle_init(const Message& message) {
  if (initialized()) throw RpcError(ErrorCode::malformed_request, "this node is initialized");
  const Init init = from_body<Init>(message.body);
  const auto self = std::find(init.node_ids.begin(), init.node_ids.end(), init.node_id);
  if (init.node_id.empty() || self == init.node_ids.end())
    throw_malformed("node_id", "must be one of node_ids");
  const std::set<std::string> id_set(init.node_ids.begin(), init.node_ids.end());
  if (id_set.size() < init.node_ids.size()) throw_malformed("node_ids", "names a node twice");
  if (id_set.count("") != 0) throw_malformed("node_ids", "has an empty name");
  id_ = init.node_id;
  ids_ = init.node_ids;
  id_set_ = id_set;
  index_ = static_cast<std::size_t>(self - init.node_ids.begin());
  // A reply to a former start of this node may still be on its way. Its number must not be
  // one that this start uses.
  last_msg_id_ = static_cast<std::int64_t>(Random(~options_.seed).next() >> 24);
  for (const auto& hook : init_hooks_) hook();
  after(ready_wait, [this] { become_ready(); });
  reply(message, {{"type", "init_ok"}});
}

void Node::become_ready() {
  for (const auto& hook : std::exchange(ready_hooks_, {})) hook();
}

void Node::reply(const Message& request, Json body, RawField raw) {
  const Json msg_id = request.body.msg_id();
  if (msg_id.is_null() || !claim_reply(request, msg_id)) return;
  body["in_reply_to"] = msg_id;
  output_.push_back({request.dest, request.src, std::move(body), std::move(raw)});
}

void Node::send(const std::string& dest, Json body, RawField raw) {
  output_.push_back({id_, dest, std::move(body), std::move(raw)});
}

void Node::rpc(const std::string& dest, Json body, RpcCallback callback, Time timeout) {
  ensure(callback != nullptr, "an rpc has a callback");
  const std::int64_t msg_id = ++last_msg_id_;
  const TimerId timer = after(timeout, [this, msg_id, dest] {
    finish_rpc(msg_id, {{}, RpcError(ErrorCode::timeout, "no reply from " + dest + " in time")});
  });
  pending_.emplace(msg_id, Pending{std::move(callback), timer});
  body["msg_id"] = msg_id;
  send(dest, std::move(body));
}

Awaitable<Json> Node::rpc(const std::string& dest, Json body, Time timeout) {
  return Awaitable<Json>([=, this](const Awaitable<Json>::Callback& callback) {
    rpc(dest, body, as_json(callback), timeout);
  });
}

Awaitable<Json> Node::rpc_with_retry(const std::string& dest, Json body, RetryPolicy policy) {
  return Awaitable<Json>([=, this](const Awaitable<Json>::Callback& callback) {
    rpc_with_retry(dest, body, as_json(callback), policy);
  });
}

void Node::rpc_with_retry(const std::string& dest, Json body, RpcCallback callback,
                          RetryPolicy policy) {
  retry(dest, body, callback, policy);
}

void Node::retry(const std::string& dest, const Json& body, const RpcCallback& callback,
                 RetryPolicy policy) {
  const auto on_result = [=, this](const RpcResult& result) {
    if (result.ok() || policy.attempts <= 1 || !worth_another_try(*result.error))
      return callback(result);
    const Time pause = random_.between(policy.first_pause / 2, policy.first_pause);
    RetryPolicy rest = policy;
    --rest.attempts;
    rest.timeout = std::max(policy.timeout, std::min(2 * policy.timeout, policy.max_timeout));
    rest.first_pause = std::min(2 * policy.first_pause, policy.max_pause);
    after(pause, [=, this] { retry(dest, body, callback, rest); });
  };
  rpc(dest, body, on_result, policy.timeout);
}

void Node::handle_reply(std::int64_t in_reply_to, const Message& message) {
  finish_rpc(in_reply_to, result_of_reply(message.body));
}

void Node::finish_rpc(std::int64_t msg_id, const RpcResult& result) {
  auto entry = pending_.extract(msg_id);
  if (entry.empty()) return;  // a late reply
  cancel(entry.mapped().timeout);
  guarded(nullptr, [&] { entry.mapped().callback(result); });
}

TimerId Node::after(Time delay, std::function<void()> callback) {
  return timers_.at(now_ + delay, std::move(callback));
}

Awaitable<Nothing> Node::pause(Time span) {
  return Awaitable<Nothing>([=, this](const Awaitable<Nothing>::Callback& callback) {
    after(span, [callback] { callback({Nothing{}, std::nullopt}); });
  });
}

TimerId Node::every(Time period, std::function<void()> callback) {
  ensure(period > 0s, "a timer that repeats has a period");
  const TimerId id = repeating_bit | ++last_repeating_;
  schedule_every(id, period, std::move(callback));
  return id;
}

void Node::schedule_every(TimerId id, Time period, std::function<void()> callback) {
  repeating_[id] = after(period, [=, this] {
    schedule_every(id, period, callback);
    callback();
  });
}

void Node::cancel(TimerId id) {
  const auto repeating = repeating_.find(id);
  if (repeating == repeating_.end()) return timers_.cancel(id);
  timers_.cancel(repeating->second);
  repeating_.erase(repeating);
}

void Node::log(const std::string& text) const {
  if (!options_.log_sink) return;
  char stamp[32];
  std::snprintf(stamp, sizeof stamp, "%10.3f ms ", to_ms(now_));
  options_.log_sink(stamp + (id_.empty() ? "(no id)" : id_) + ": " + text);
}

void Node::guarded(const Message* request, const std::function<void()>& f) {
  try {
    f();
  } catch (...) {
    answer_exception(request);
  }
}

void Node::answer_exception(const Message* request) {
  const std::string type = request ? request->body.at("type").get<std::string>() : "";
  const auto fail = [&](const RpcError& error) {
    log(to_string(error.code) + ": " + error.what() +
        (request ? " (answering '" + type + "' of " + request->src + ")" : ""));
    if (request) reply(*request, error.to_body());
  };
  const auto crash = [&](const std::string& what) {
    fail({ErrorCode::crash, request ? "the handler of '" + type + "' threw: " + what : what});
  };
  try {
    throw;
  } catch (const InvariantError&) {
    throw;
  } catch (const RpcError& error) {
    fail(error);
  } catch (const std::exception& error) {
    crash(error.what());
  } catch (...) {
    crash("what is no std::exception");
  }
}

}  // namespace glomers
