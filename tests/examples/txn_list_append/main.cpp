// Transactions over lists, on a replicated state: each one is a single command.

#include <algorithm>
#include <map>

#include "glomers/program.hpp"
#include "tests/examples/raft/replicated_state.hpp"

using namespace glomers;

namespace {

/// [["r", key, null], ["append", key, element], ...]
struct Txn {
  static constexpr const char* type = "txn";
  std::vector<Json> txn;
  static constexpr auto fields = std::tuple(field("txn", &Txn::txn));
};

/// A client waits for five seconds, and then leaves.
constexpr Time patience = 3s;

void require_valid(const std::vector<Json>& txn) {
  for (const Json& operation : txn) {
    if (!operation.is_array() || operation.size() != 3)
      throw_ill_typed("txn", "arrays [operation, key, value]", operation);
    if (operation[0] != "r" && operation[0] != "append")
      throw_ill_typed("txn", "operations \"r\" or \"append\"", operation[0]);
  }
}

class TxnListAppend {
 public:
  explicit TxnListAppend(Node& node)
      : state_(node, patience, only_reads, [this](const Json& request) { return run(request); }) {
    state_.on(Txn::type);
  }

 private:
  static bool only_reads(const Json& request) {
    const auto txn = from_body<Txn>(request).txn;
    require_valid(txn);
    return std::all_of(txn.begin(), txn.end(), [](const Json& op) { return op[0] == "r"; });
  }

  Json run(const Json& request) {
    auto txn = from_body<Txn>(request).txn;
    require_valid(txn);
    for (Json& operation : txn) {
      Json::Array& list = lists_[operation[1]];
      if (operation[0] == "append")
        list.push_back(operation[2]);
      else if (!list.empty())
        operation[2] = list;
    }
    return {{"type", "txn_ok"}, {"txn", txn}};
  }

  std::map<Json, Json::Array> lists_;
  raft::ReplicatedState state_;
};

}  // namespace

Program glomers::node_program() {
  return {.name = "txn_list_append",
          .description = "Strict-serializable transactions over lists by Raft.",
          .declare = [](Options&) -> AppFactory {
            return [](Node& node) { return std::make_shared<TxnListAppend>(node); };
          },
          .consistency_model = "strict-serializable",
          .has_heartbeats = true};
}
