#include "broadcast/broadcast.hpp"

#include "glomers/replication/durable_option.hpp"

namespace broadcast {
namespace {

struct BroadcastRequest {
  static constexpr const char* type = "broadcast";
  Json message;
  static constexpr auto fields = std::tuple(field("message", &BroadcastRequest::message));
};

/// With no longer an interval 25 nodes with 100 ms latency are within 400 ms at the median and
/// 600 ms at the worst.
constexpr double default_flush_interval_ms = 368;

}  // namespace

Broadcast::Broadcast(Node& node, Time flush_interval, bool durable)
    : node_(node),
      replica_(node, {.flush_interval = flush_interval, .durable = durable},
               [this](const Replica::Entry& entry) { add(entry.value); }) {
  replica_.on<BroadcastRequest>([this](const Message& request, const BroadcastRequest& body) {
    const auto acknowledge = [this, request](std::uint64_t) {
      node_.reply(request, {{"type", "broadcast_ok"}});
    };
    if (values_.contains(body.message.dump())) return acknowledge(0);
    replica_.append(body.message, acknowledge);
  });
  replica_.on("read", [this](const Message& request) { answer_read(request); });
  node_.on("topology", [this](const Message& request) {
    node_.reply(request, {{"type", "topology_ok"}});
  });
}

void Broadcast::add(const Json& value) {
  const auto [text, fresh] = values_.insert(value.dump());
  if (!fresh) return;
  if (values_.size() > 1) text_ += ',';
  text_ += *text;
  complete_ = nullptr;
}

void Broadcast::answer_read(const Message& request) {
  if (!complete_) complete_ = std::make_shared<const std::string>(text_ + ']');
  node_.reply(request, {{"type", "read_ok"}}, {"messages", complete_});
}

Program program() {
  return {"broadcast",
          "Challenge 3: broadcasts values to all nodes.",
          [](Options& options) -> AppFactory {
            const auto ms =
                options.number("--flush-interval-ms", default_flush_interval_ms, 1, 60000,
                               "Longest wait of a value before it is sent on, under load: longer "
                               "means fewer messages and later values");
            const auto durable = add_durable_option(options);
            return [ms, durable](Node& node) {
              return std::make_shared<Broadcast>(node, from_ms(*ms), *durable);
            };
          },
          {},
          durable_option};
}

}  // namespace broadcast
