#include "tests/eddy/net/traffic.hpp"

namespace eddy {
namespace {

Json counts_json(const Traffic::Counts& counts) {
  return {{"send-count", counts.sent},
          {"recv-count", counts.received},
          {"msg-count", counts.sent},
          {"bytes", counts.bytes}};
}

}  // namespace

Json Traffic::to_json(std::size_t operations) const {
  const Counts all = {clients.sent + servers.sent, clients.received + servers.received,
                      clients.bytes + servers.bytes};
  Json json = {{"all", counts_json(all)},
               {"clients", counts_json(clients)},
               {"servers", counts_json(servers)}};
  if (operations > 0) {
    const auto per_operation = [&](std::uint64_t count) {
      return static_cast<double>(count) / static_cast<double>(operations);
    };
    json["all"]["msgs-per-op"] = per_operation(all.sent);
    json["servers"]["msgs-per-op"] = per_operation(servers.sent);
  }
  return json;
}

}  // namespace eddy
