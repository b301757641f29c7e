#include "tests/eddy/run/convergence.hpp"

#include <map>
#include <memory>
#include <set>

#include "tests/eddy/load/client_port.hpp"

namespace eddy {
namespace {

/// A transaction that reads every register.
std::vector<Json> ask_for_registers(const History& history) {
  std::set<Json> keys;
  for (const Op& op : history)
    if (op.f == "txn")
      for (const Json& operation : op.value.json()) keys.insert(operation.at(1));
  Json reads = Json::array();
  for (const Json& key : keys) reads.push_back({"r", key, nullptr});
  return {{{"type", "txn"}, {"txn", reads}}};
}

/// A poll of every log from its beginning, and the committed offsets.
std::vector<Json> ask_for_logs(const History& history) {
  Json offsets = Json::object();
  for (const Op& op : history)
    if (op.f == "send") offsets[op.value.at(0).at(1).get<std::string>()] = 0;
  Json keys = Json::array();
  for (const auto& [key, offset] : offsets.items()) keys.push_back(key);
  return {{{"type", "poll"}, {"offsets", offsets}},
          {{"type", "list_committed_offsets"}, {"keys", keys}}};
}

Json without_address(Json body) {
  body.erase("in_reply_to");
  return body;
}

}  // namespace

bool must_ask_for_convergence(const std::string& workload) {
  return workload == "txn-rw-register" || workload == "kafka";
}

bool nodes_agree(const std::string& workload, Scheduler& scheduler, Network& network,
                 const std::vector<std::string>& nodes, const History& history) {
  const std::vector<Json> questions =
      workload == "kafka" ? ask_for_logs(history) : ask_for_registers(history);
  std::map<std::size_t, std::set<Json>> answers;  // by question
  std::size_t missing = nodes.size() * questions.size();
  std::vector<std::unique_ptr<NetworkPort>> ports;
  for (const std::string& node : nodes) {
    ports.push_back(
        std::make_unique<NetworkPort>(scheduler, network, "convergence-of-" + node, node));
    for (std::size_t i = 0; i < questions.size(); ++i)
      ports.back()->rpc(questions[i], [&, i](const RpcResult& result) {
        answers[i].insert(result.ok() ? without_address(*result.value) : Json("no answer"));
        if (--missing == 0) scheduler.stop();
      });
  }
  scheduler.run();
  for (const auto& [question, different] : answers)
    if (different.size() > 1 || different.begin()->is_string()) return false;
  return true;
}

}  // namespace eddy
