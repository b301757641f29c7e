#include "tests/eddy/convergence.hpp"

#include <memory>
#include <set>

#include "tests/eddy/client_port.hpp"

namespace eddy {
namespace {

/// A transaction that reads every register.
Json read_all(const History& history) {
  std::set<Json> keys;
  for (const Op& op : history)
    if (op.f == "txn")
      for (const Json& operation : op.value) keys.insert(operation.at(1));
  Json reads = Json::array();
  for (const Json& key : keys) reads.push_back({"r", key, nullptr});
  return {{"type", "txn"}, {"txn", reads}};
}

}  // namespace

bool registers_agree(Scheduler& scheduler, Network& network, const std::vector<std::string>& nodes,
                     const History& history) {
  const Json request = read_all(history);
  std::set<Json> states;
  std::size_t answers = 0;
  std::vector<std::unique_ptr<NetworkPort>> ports;
  for (const std::string& node : nodes) {
    ports.push_back(
        std::make_unique<NetworkPort>(scheduler, network, "convergence-of-" + node, node));
    ports.back()->rpc(request, [&](const RpcResult& result) {
      states.insert(result.ok() ? result.body.value("txn", Json()) : Json("no answer"));
      if (++answers == nodes.size()) scheduler.stop();
    });
  }
  scheduler.run();
  return states.size() == 1 && states.begin()->is_array();
}

}  // namespace eddy
