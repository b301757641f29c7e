#include "tests/eddy/workloads/kafka/kafka_client.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace eddy {
namespace {

/// Clipped at the largest offset, which a node may well send.
std::int64_t after(std::int64_t offset) {
  return offset == std::numeric_limits<std::int64_t>::max() ? offset : offset + 1;
}

void commit(const Offsets& polled, const Invocation& invocation, ClientPort& port,
            Completion polled_ok, Done done) {
  Request request = {{{"type", "commit_offsets"}, {"offsets", to_json(polled)}},
                     {"commit_offsets_ok"}};
  call(port, invocation, std::move(request), done,
       [done, polled_ok = std::move(polled_ok)](const Json&) { done(polled_ok); });
}

}  // namespace

Invocation poll_invocation() {
  return {"poll", Json::array({Json::array({"poll"})})};
}

void KafkaClient::invoke(const Invocation& invocation, ClientPort& port, Done done) {
  if (invocation.f == "send") return send(invocation, port, std::move(done));
  if (invocation.f == "poll") return poll(invocation, port, std::move(done));
  if (invocation.f == "assign") return assign(invocation, port, std::move(done));
  done({OpType::info, invocation.value, nullptr});  // crash
}

void KafkaClient::send(const Invocation& invocation, ClientPort& port, Done done) {
  const Json& key = invocation.value[0][1];
  const Json& message = invocation.value[0][2];
  Request request = {{{"type", "send"}, {"key", key}, {"msg", message}},
                     {"send_ok", {{"offset", shape::integer}}}};
  call(port, invocation, std::move(request), done,
       [done, key = key, message = message](const Json& reply) {
         const Json sent = Json::array({"send", key, Json::array({reply["offset"], message})});
         done({OpType::ok, Json::array({sent}), nullptr});
       });
}

void KafkaClient::poll(const Invocation& invocation, ClientPort& port, Done done) {
  Request request = {{{"type", "poll"}, {"offsets", to_json(next_offsets_)}},
                     {"poll_ok", {{"msgs", shape::messages_by_key}}}};
  call(port, invocation, std::move(request), done,
       [this, invocation = invocation, &port, done](const Json& reply) {
         const Json& messages = reply["msgs"];
         Completion polled_ok = {OpType::ok, Json::array({Json::array({"poll", messages})}),
                                 nullptr};
         for (const auto& [key, list] : messages.items())
           if (!next_offsets_.contains(key)) polled_ok.unasked.push_back(key);
         Offsets polled;
         for (const auto& [key, highest] : highest_offsets(messages)) {
           raise(next_offsets_, key, after(highest));
           if (!messages[key].empty()) polled[key] = std::max<std::int64_t>(highest, 0);
         }
         if (polled.empty()) return done(polled_ok);
         commit(polled, invocation, port, std::move(polled_ok), done);
       });
}

/// Keys that stay assigned keep their offset, unless the operation seeks to the
/// beginning. The others start at 0 and not at what is committed: Maelstrom's client
/// asks for that, but looks it up under another kind of key.
void KafkaClient::assign(const Invocation& invocation, ClientPort& port, Done done) {
  Completion assigned = {OpType::ok, invocation.value, nullptr};
  if (invocation.seek_to_beginning) {
    next_offsets_.clear();
    for (const Json& key : invocation.value) next_offsets_[key.get<std::string>()] = 0;
    return done(assigned);
  }
  Request request = {{{"type", "list_committed_offsets"}, {"keys", invocation.value}},
                     {"list_committed_offsets_ok", {{"offsets", shape::offsets}}},
                     OnError::always_fail};
  call(port, invocation, std::move(request), done,
       [this, assigned, done](const Json& reply) mutable {
         assigned.committed = reply["offsets"];
         Offsets next;
         for (const Json& key : assigned.value.json()) {
           const auto name = key.get<std::string>();
           const auto own = next_offsets_.find(name);
           next[name] = own != next_offsets_.end() ? own->second : 0;
         }
         next_offsets_ = std::move(next);
         done(assigned);
       });
}

}  // namespace eddy
