#include "tests/eddy/net/network.hpp"

#include <algorithm>
#include <utility>

namespace eddy {

void Network::add(const std::string& id, Role role, OnReceive on_receive) {
  receivers_[id] = {role, std::move(on_receive), {}, false, std::nullopt, false, std::nullopt};
}

void Network::remove(const std::string& id) {
  Receiver& receiver = receivers_.at(id);
  receiver.on_receive = nullptr;
  receiver.removed_at = scheduler_.now();
}

std::optional<Time> Network::removed_at(const std::string& id) const {
  const auto receiver = receivers_.find(id);
  return receiver == receivers_.end() ? std::nullopt : receiver->second.removed_at;
}

Network::Role Network::role_of(const std::string& id) const {
  const auto receiver = receivers_.find(id);
  if (receiver == receivers_.end())
    throw UnknownDestination("there is no '" + id + "' in the network");
  return receiver->second.role;
}

void Network::send(Message sent) {
  const Role from = role_of(sent.src);
  const Role to = role_of(sent.dest);
  const bool client = from == Role::client || to == Role::client;
  const Envelope envelope = {
      next_message_id_++, client ? Traffic::Kind::client : Traffic::Kind::server,
      from == Role::node && to == Role::node, std::make_shared<const Message>(std::move(sent))};
  const Message& message = *envelope.message;
  auto& counts = traffic_.of(envelope.kind);
  ++counts.sent;
  counts.bytes += to_line(message).size() + 1;
  report(NetworkEvent::Kind::sent, envelope);
  if (!client && random_.chance(faults_.loss_of_message(envelope.between_nodes)))
    return report(NetworkEvent::Kind::lost, envelope);
  Receiver& receiver = receivers_.at(message.dest);
  enqueue(receiver, envelope);
  if (envelope.between_nodes && random_.chance(faults_.duplicate)) enqueue(receiver, envelope);
}

void Network::enqueue(Receiver& receiver, const Envelope& envelope) {
  const Message& message = *envelope.message;
  Time latency{0};
  if (envelope.kind == Traffic::Kind::server)
    latency = faults_.worsened(options_.latency.draw(random_), message.src, message.dest,
                               envelope.between_nodes, random_);
  receiver.queue.emplace(std::pair(scheduler_.now() + latency, next_arrival_++), envelope);
  take_next(receiver);
}

void Network::take_next(Receiver& receiver, bool is_awake) {
  while (!receiver.busy && !receiver.queue.empty()) {
    const Time due = receiver.queue.begin()->first.first;
    if (options_.delivery == Delivery::ideal && due > scheduler_.now())
      return wake_up_at(receiver, due);
    Envelope envelope = std::move(receiver.queue.begin()->second);
    receiver.queue.erase(receiver.queue.begin());
    // As in Maelstrom, the partition of now counts, and not the one when the message is due.
    if (envelope.between_nodes && faults_.is_cut(envelope.message->src, envelope.message->dest)) {
      report(NetworkEvent::Kind::lost, envelope);
      continue;
    }
    receiver.busy = true;
    const bool sleeps = !is_awake || due > scheduler_.now();
    const Time handover = random_.between(Time(0), options_.longest_handover) +
                          (sleeps ? options_.lateness.draw(random_) : Time(0));
    scheduler_.at(
        std::max(due, scheduler_.now()) + handover,
        [this, &receiver, envelope = std::move(envelope)] { deliver(receiver, envelope); });
  }
}

void Network::wake_up_at(Receiver& receiver, Time due) {
  if (receiver.wake_up) scheduler_.cancel(*receiver.wake_up);
  receiver.wake_up = scheduler_.at(due, [this, &receiver] {
    receiver.wake_up.reset();
    take_next(receiver);
  });
}

void Network::deliver(Receiver& receiver, const Envelope& envelope) {
  receiver.busy = false;
  const OnReceive on_receive = receiver.on_receive;  // a client may remove itself in it
  if (on_receive && !receiver.dead) {
    ++traffic_.of(envelope.kind).received;
    report(NetworkEvent::Kind::received, envelope);
    on_receive(*envelope.message);
  } else {
    report(NetworkEvent::Kind::lost, envelope);
  }
  take_next(receiver, true);
}

void Network::report(NetworkEvent::Kind kind, const Envelope& envelope) const {
  if (observer_) observer_({kind, envelope.kind, scheduler_.now(), envelope.id, *envelope.message});
}

}  // namespace eddy
