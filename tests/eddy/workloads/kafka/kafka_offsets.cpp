#include "tests/eddy/workloads/kafka/kafka_offsets.hpp"

#include <algorithm>

namespace eddy {

void raise(Offsets& offsets, const std::string& key, std::int64_t offset) {
  const auto [it, inserted] = offsets.emplace(key, offset);
  if (!inserted) it->second = std::max(it->second, offset);
}

Json to_json(const Offsets& offsets) {
  Json json = Json::object();
  for (const auto& [key, offset] : offsets) json[key] = offset;
  return json;
}

Json keys_of(const Offsets& offsets) {
  Json keys = Json::array();
  for (const auto& [key, offset] : offsets) keys.push_back(key);
  return keys;
}

Offsets highest_offsets(const Json& messages_by_key) {
  Offsets highest;
  for (const auto& [key, messages] : messages_by_key.items()) {
    raise(highest, key, -1);
    for (const Json& message : messages) raise(highest, key, message[0].get<std::int64_t>());
  }
  return highest;
}

Offsets polled_offsets(const Op& op) {
  if (op.type != OpType::ok || op.f != "poll") return {};
  return highest_offsets(op.value[0][1]);
}

Offsets sent_offsets(const Op& op) {
  if (op.type != OpType::ok || op.f != "send") return {};
  const Json& send = op.value[0];
  return {{send[1].get<std::string>(), send[2][0].get<std::int64_t>()}};
}

}  // namespace eddy
