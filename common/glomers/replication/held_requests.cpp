#include "glomers/replication/held_requests.hpp"

namespace glomers {
namespace {

constexpr Time max_hold = 3s;

}  // namespace

void HeldRequests::hold(const Message& request, const Node::Handler& handler) {
  held_.emplace_back(request, handler);
  node_.after(max_hold, [this] { refuse_oldest(); });  // each has its timer: the oldest is due
}

void HeldRequests::refuse_oldest() {
  if (held_.empty()) return;
  const RpcError error(ErrorCode::temporarily_unavailable, "this node is still starting");
  node_.reply(held_.front().first, error.to_body());
  held_.pop_front();
}

void HeldRequests::handle_all() {
  for (const auto& [request, handler] : std::exchange(held_, {}))
    node_.handle_kept(request, handler);
}

}  // namespace glomers
