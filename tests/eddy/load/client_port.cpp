#include "tests/eddy/load/client_port.hpp"

#include <utility>

namespace eddy {

using glomers::ErrorCode;
using glomers::RpcError;

NetworkPort::NetworkPort(Scheduler& scheduler, Network& network, std::string client,
                         std::string node, Time reply_timeout)
    : scheduler_(scheduler),
      network_(network),
      client_(std::move(client)),
      node_(std::move(node)),
      reply_timeout_(reply_timeout) {
  network_.add(client_, Network::Role::client,
               [this](const Message& message) { on_message(message); });
}

NetworkPort::~NetworkPort() {
  network_.remove(client_);
  for (const auto& [msg_id, pending] : pending_) scheduler_.cancel(pending.timeout);
}

void NetworkPort::rpc(Json body, std::function<void(const RpcResult&)> callback) {
  const std::int64_t msg_id = ++last_msg_id_;
  const TimerId timeout = scheduler_.after(reply_timeout_, [this, msg_id] {
    finish(msg_id, {{},
                    RpcError(ErrorCode::timeout,
                             "no reply from " + node_ + " within " +
                                 std::to_string(glomers::to_us(reply_timeout_) / 1000) + " ms")});
  });
  pending_.emplace(msg_id, Pending{std::move(callback), timeout});
  body["msg_id"] = msg_id;
  network_.send({client_, node_, std::move(body), {}});
}

/// Passes over whatever answers none of its requests, as Maelstrom's clients do.
void NetworkPort::on_message(const Message& message) {
  const Json in_reply_to = message.body.in_reply_to();
  if (!in_reply_to.is_int64()) return;
  finish(in_reply_to.get<std::int64_t>(), glomers::result_of_reply(message.body));
}

void NetworkPort::finish(std::int64_t msg_id, const RpcResult& result) {
  auto entry = pending_.extract(msg_id);
  if (entry.empty()) return;  // a late reply
  scheduler_.cancel(entry.mapped().timeout);
  entry.mapped().callback(result);
}

}  // namespace eddy
