#include "tests/eddy/run/convergence.hpp"

#include <map>
#include <memory>
#include <set>

#include "tests/eddy/load/client_port.hpp"

namespace eddy {
namespace {

Json without_address(Json body) {
  body.erase("in_reply_to");
  return body;
}

}  // namespace

bool nodes_agree(const std::vector<Json>& requests, Scheduler& scheduler, Network& network,
                 const std::vector<std::string>& nodes) {
  std::map<std::size_t, std::set<Json>> answers;  // by request
  std::size_t missing = nodes.size() * requests.size();
  std::vector<std::unique_ptr<NetworkPort>> ports;
  for (const std::string& node : nodes) {
    ports.push_back(
        std::make_unique<NetworkPort>(scheduler, network, "convergence-of-" + node, node));
    for (std::size_t i = 0; i < requests.size(); ++i)
      ports.back()->rpc(requests[i], [&, i](const RpcResult& result) {
        answers[i].insert(result.ok() ? without_address(*result.value) : Json("no answer"));
        if (--missing == 0) scheduler.stop();
      });
  }
  scheduler.run();
  for (const auto& [request, different] : answers)
    if (different.size() > 1 || different.begin()->is_string()) return false;
  return true;
}

}  // namespace eddy
