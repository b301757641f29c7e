#include "tests/eddy/workloads/txn_rw_register/txn_rw_register.hpp"

#include <utility>

#include "tests/eddy/workloads/call.hpp"
#include "tests/eddy/workloads/labelled_case.hpp"
#include "tests/eddy/workloads/transactions.hpp"
#include "tests/eddy/workloads/txn_rw_register/check_txn_rw_register.hpp"

namespace eddy {
namespace {

class TxnClient final : public Client {
 public:
  void invoke(const Invocation& invocation, ClientPort& port, Done done) override {
    Request request = {{{"type", "txn"}, {"txn", invocation.value}},
                       {"txn_ok", {{"txn", shape::completed_operations}}}};
    call(port, invocation, std::move(request), done, [done](const Json& reply) {
      done({OpType::ok, reply["txn"], nullptr});
    });
  }
};

class TxnRwRegister final : public Transactions {
 public:
  explicit TxnRwRegister(const WorkloadOptions& options) : Transactions(options, "w") {}

  std::unique_ptr<Client> open_client() override { return std::make_unique<TxnClient>(); }
};

class TxnRwRegisterKind final : public WorkloadKind {
 public:
  std::string name() const override { return "txn-rw-register"; }
  std::unique_ptr<Workload> make(const WorkloadOptions& options) const override {
    return std::make_unique<TxnRwRegister>(options);
  }
  Json check(const History& history, const CheckOptions& options) const override {
    return check_txn_rw_register(history, options);
  }
  bool takes(const Op& op) const override { return has_only_steps(op, {"r", "w"}); }
  bool has_transactions() const override { return true; }
  std::vector<Json> convergence_requests(const History& history) const override {
    return {read_of_all_keys(history)};
  }
  Json page() const override { return page_of_transactions(); }
  Differences disagreements(const LabelledCase& labelled, const Json&) const override {
    return model_differences(labelled, {"internal", "G1a", "G1b", "lost-update", "cyclic-versions",
                                        "empty-transaction-graph"});
  }
};

}  // namespace

const WorkloadKind& txn_rw_register_kind() {
  static const TxnRwRegisterKind kind;
  return kind;
}

}  // namespace eddy
