#include "tests/eddy/workloads/txn_list_append/txn_list_append.hpp"

#include <utility>

#include "tests/eddy/workloads/call.hpp"
#include "tests/eddy/workloads/labelled_case.hpp"
#include "tests/eddy/workloads/transactions.hpp"
#include "tests/eddy/workloads/txn_list_append/check_txn_list_append.hpp"

namespace eddy {
namespace {

class AppendClient final : public Client {
 public:
  void invoke(const Invocation& invocation, ClientPort& port, Done done) override {
    Request request = {{{"type", "txn"}, {"txn", invocation.value}},
                       {"txn_ok", {{"txn", shape::completed_appends}}}};
    call(port, invocation, std::move(request), done, [done](const Json& reply) {
      const Json& txn = reply["txn"];
      done({OpType::ok, txn.is_null() ? Json::array() : txn, nullptr});
    });
  }
};

class TxnListAppend final : public Transactions {
 public:
  explicit TxnListAppend(const WorkloadOptions& options) : Transactions(options, "append") {}

  std::unique_ptr<Client> open_client() override { return std::make_unique<AppendClient>(); }
};

class TxnListAppendKind final : public WorkloadKind {
 public:
  std::string name() const override { return "txn-list-append"; }
  std::unique_ptr<Workload> make(const WorkloadOptions& options) const override {
    return std::make_unique<TxnListAppend>(options);
  }
  Json check(const History& history, const CheckOptions& options) const override {
    return check_txn_list_append(history, options);
  }
  bool takes(const Op& op) const override { return has_only_steps(op, {"r", "append"}); }
  bool has_transactions() const override { return true; }
  std::vector<Json> convergence_requests(const History& history) const override {
    return {read_of_all_keys(history)};
  }
  Json page() const override { return page_of_transactions(); }
  Differences disagreements(const LabelledCase& labelled, const Json&) const override {
    return model_differences(
        labelled, {"internal", "G1a", "G1b", "lost-update", "dirty-update", "future-read",
                   "incompatible-order", "duplicate-elements", "empty-transaction-graph"});
  }
};

}  // namespace

const WorkloadKind& txn_list_append_kind() {
  static const TxnListAppendKind kind;
  return kind;
}

}  // namespace eddy
