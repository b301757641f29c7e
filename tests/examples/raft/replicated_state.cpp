#include "tests/examples/raft/replicated_state.hpp"

#include <algorithm>
#include <utility>

namespace raft {
namespace {

/// A heartbeat may be lost three times before somebody else wants to lead.
constexpr Raft::Timing timing = {.election_timeout = 400ms, .heartbeat_interval = 100ms};
/// For an answer of the leader; then it is asked again.
constexpr Time leader_timeout = 300ms;
constexpr Time retry_pause = 20ms;
/// What this node as leader has not committed when patience ends is answered by the library.
constexpr Time limit_after_patience = 50ms;

const RpcError no_leader(ErrorCode::temporarily_unavailable, "no leader is known");

/// What a node asks of the leader. `id` is none of the client's other requests'.
Json order_of(const Message& request) {
  return {{"type", "order"},
          {"id", Json::array({request.src, request.body.msg_id()})},
          {"request", request.body.json()}};
}

Json reply_of(const Json& answer) {
  return answer.at("reply");
}

}  // namespace

ReplicatedState::ReplicatedState(Node& node, Time patience, OnlyReads only_reads, Execute execute)
    : node_(node),
      patience_(patience),
      only_reads_(std::move(only_reads)),
      execute_(std::move(execute)) {
  node_.limit_answers(patience + limit_after_patience);
  node_.on_init([this] {
    raft_.emplace(node_.index(), node_.ids().size(), timing, node_.random().split(), node_.now());
    settle();
  });
  node_.on("order", [this](const Message& order) {
    lead(order.body, [this, order](const Outcome<Json>& outcome) {
      node_.reply(order, outcome.ok() ? Json({{"type", "order_ok"}, {"reply", *outcome.value}})
                                      : outcome.error->to_body());
    });
  });
  take<RequestVote>();
  take<Vote>();
  take<AppendEntries>();
  take<Appended>();
}

/// Hands messages of this type to Raft.
template <class Body>
void ReplicatedState::take() {
  node_.on<Body>([this](const Message& message, const Body& body) {
    const auto from = std::find(node_.ids().begin(), node_.ids().end(), message.src);
    if (from == node_.ids().end()) return;
    raft_->receive(static_cast<ServerId>(from - node_.ids().begin()), body, node_.now());
    settle();
  });
}

// What a client asks of this node. -----------------------------------------------

void ReplicatedState::on(const std::string& type) {
  node_.on(type, [this](const Message& request) { return answer(request); });
}

Task<> ReplicatedState::answer(Message request) {
  const bool only_reads = only_reads_(request.body);
  const Json order = order_of(request);
  const Time deadline = node_.now() + patience_;
  bool may_be_done = false;
  while (node_.now() < deadline) {
    if (const auto leader = raft_->leader()) {
      const auto outcome = co_await ask(*leader, order, deadline - node_.now()).outcome();
      if (outcome.ok()) co_return node_.reply(request, *outcome.value);
      // A message to another node may come twice, and late. So nothing that is said of one of
      // them is true of the other.
      may_be_done |= *leader != node_.index() || !outcome.error->definite();
    }
    co_await node_.pause(retry_pause);
  }
  if (may_be_done && !only_reads) throw RpcError(ErrorCode::timeout, "the leader has not answered");
  throw no_leader;
}

/// The reply of the leader, if it is not late.
Awaitable<Json> ReplicatedState::ask(ServerId leader, Json order, Time timeout) {
  return Awaitable<Json>([this, leader, order, timeout](const Callback& callback) {
    if (leader == node_.index()) return lead(order, callback);
    node_.rpc(
        node_.ids()[leader], order,
        [callback](const RpcResult& answer) {
          callback(answer.transform([](const MessageBody& body) { return reply_of(body); }));
        },
        std::min(leader_timeout, timeout));
  });
}

// What a leader does. --------------------------------------------------------------

/// Sees to an order, if this node leads. The callback runs once.
void ReplicatedState::lead(const Json& order, const Callback& callback) {
  const Json& request = order.at("request");
  if (only_reads_(request)) {
    const auto read = raft_->start_read();
    if (!read) return callback({{}, no_leader});
    reads_[*read] = {request, callback};
  } else {
    const auto index = raft_->propose({{"id", order.at("id")}, {"request", request}});
    if (!index) return callback({{}, no_leader});
    proposals_[*index] = callback;
  }
  settle();
}

/// Does what Raft has decided, and sees to it that Raft is called again in time.
void ReplicatedState::settle() {
  Raft::Output output = raft_->take_output();
  for (const auto& [index, entry] : output.committed) {
    const Json reply = apply(entry.command);
    if (const auto proposal = proposals_.extract(index)) proposal.mapped()({reply, {}});
  }
  for (const Raft::ReadId id : output.confirmed_reads) {
    const auto read = reads_.extract(id);
    read.mapped().callback({run(read.mapped().request), {}});
  }
  for (const Raft::ReadId id : output.refused_reads)
    reads_.extract(id).mapped().callback({{}, no_leader});
  if (raft_->role() != Role::leader) give_up_proposals();
  for (auto& [to, message] : output.messages) {
    const std::string& peer = node_.ids()[to];
    std::visit([&](const auto& body) { node_.send(peer, to_body(body)); }, message);
  }
  node_.cancel(timer_);
  timer_ = node_.after(raft_->next_due() - node_.now(), [this] {
    raft_->advance(node_.now());
    settle();
  });
}

/// What becomes of them is now up to another leader.
void ReplicatedState::give_up_proposals() {
  const RpcError unknown(ErrorCode::timeout, "the leader has lost its place");
  for (const auto& [index, callback] : std::exchange(proposals_, {})) callback({{}, unknown});
}

// The state. -----------------------------------------------------------------------

/// Carries out a command that is committed, and tells the reply. One that has been carried out
/// before, as its node asked for it twice, is told the same reply again.
Json ReplicatedState::apply(const Json& command) {
  if (command.is_null()) return nullptr;
  const auto [reply, fresh] = replies_.try_emplace(command.at("id").dump());
  if (fresh) reply->second = run(command.at("request"));
  return reply->second;
}

Json ReplicatedState::run(const Json& request) {
  try {
    return execute_(request);
  } catch (const RpcError& error) {
    return error.to_body();
  }
}

}  // namespace raft
