#include "tests/eddy/net/network.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace eddy {

void Network::add(const std::string& id, Role role, OnReceive on_receive) {
  receivers_[id] = {role, std::move(on_receive), {}, false, {}, std::nullopt, false, std::nullopt};
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
  if (!client && choices_->is_lost(faults_, envelope.between_nodes))
    return report(NetworkEvent::Kind::lost, envelope);
  Receiver& receiver = receivers_.at(message.dest);
  enqueue(receiver, envelope);
  if (envelope.between_nodes && choices_->is_doubled(faults_)) enqueue(receiver, envelope);
}

void Network::enqueue(Receiver& receiver, const Envelope& envelope) {
  const Message& message = *envelope.message;
  Time latency{0};
  if (envelope.kind == Traffic::Kind::server)
    latency = choices_->latency(faults_, message, envelope.between_nodes);
  receiver.queue.emplace(std::pair(scheduler_.now() + latency, next_arrival_++), envelope);
  take_next(receiver);
}

void Network::take_next(Receiver& receiver, bool is_awake) {
  while (!receiver.busy && !receiver.queue.empty()) {
    const Time due = receiver.queue.begin()->first.first;
    if (delivery_ == Delivery::ideal && due > scheduler_.now()) return wake_up_at(receiver, due);
    Envelope envelope = std::move(receiver.queue.begin()->second);
    receiver.queue.erase(receiver.queue.begin());
    // As in Maelstrom, the partition of now counts, and not the one when the message is due.
    if (envelope.between_nodes && faults_.is_cut(envelope.message->src, envelope.message->dest)) {
      report(NetworkEvent::Kind::lost, envelope);
      continue;
    }
    receiver.busy = true;
    const bool sleeps = !is_awake || due > scheduler_.now();
    const Time handover = choices_->handover(*envelope.message, sleeps);
    scheduler_.at(
        std::max(due, scheduler_.now()) + handover,
        [this, &receiver, envelope = std::move(envelope)] { hand_over(receiver, envelope); });
  }
}

void Network::wake_up_at(Receiver& receiver, Time due) {
  if (receiver.wake_up) scheduler_.cancel(*receiver.wake_up);
  receiver.wake_up = scheduler_.at(due, [this, &receiver] {
    receiver.wake_up.reset();
    take_next(receiver);
  });
}

void Network::hand_over(Receiver& receiver, const Envelope& envelope) {
  receiver.busy = false;
  const Message& message = *envelope.message;
  switch (choices_->before_delivery(message, envelope.kind == Traffic::Kind::client)) {
    case Choices::Delivery::held:
      receiver.held.push_back(envelope);
      return take_next(receiver, true);
    case Choices::Delivery::never:
      report(NetworkEvent::Kind::lost, envelope);
      break;
    case Choices::Delivery::twice:
      deliver(receiver, envelope);
      [[fallthrough]];
    case Choices::Delivery::now:
      deliver(receiver, envelope);
  }
  choices_->after_delivery(message);
  take_next(receiver, true);
}

void Network::release(const std::string& id) {
  Receiver& receiver = receivers_.at(id);
  // Nothing that waits is due before the start of time.
  std::int64_t place = std::numeric_limits<std::int64_t>::min();
  for (Envelope& envelope : std::exchange(receiver.held, {}))
    receiver.queue.emplace(std::pair(Time(place++), envelope.id), std::move(envelope));
  take_next(receiver, true);
}

void Network::deliver(Receiver& receiver, const Envelope& envelope) {
  const OnReceive on_receive = receiver.on_receive;  // a client may remove itself in it
  if (on_receive && !receiver.dead) {
    ++traffic_.of(envelope.kind).received;
    report(NetworkEvent::Kind::received, envelope);
    on_receive(*envelope.message);
  } else {
    report(NetworkEvent::Kind::lost, envelope);
  }
}

void Network::report(NetworkEvent::Kind kind, const Envelope& envelope) const {
  if (observer_) observer_({kind, envelope.kind, scheduler_.now(), envelope.id, *envelope.message});
}

}  // namespace eddy
