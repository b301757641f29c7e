#include <utility>

#include "tests/eddy/workloads/call.hpp"
#include "tests/eddy/workloads/key_pool.hpp"
#include "tests/eddy/workloads/workloads.hpp"

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

class TxnRwRegister final : public Workload {
 public:
  explicit TxnRwRegister(const WorkloadOptions& options)
      : pool_(options.key_count > 0 ? options.key_count : 10, options.max_writes_per_key),
        max_txn_length_(static_cast<std::uint64_t>(options.max_txn_length)) {}

  std::unique_ptr<Client> open_client() override { return std::make_unique<TxnClient>(); }
  bool reusable_clients() const override { return true; }

  Invocation next(Random& random) override {
    Json txn = Json::array();
    for (std::uint64_t left = 1 + random.below(max_txn_length_); left > 0; --left) {
      const KeyPool::Access access = pool_.next(random);
      if (access.is_write)
        txn.push_back({"w", access.key, access.value});
      else
        txn.push_back({"r", access.key, nullptr});
    }
    return {"txn", std::move(txn)};
  }

 private:
  KeyPool pool_;
  std::uint64_t max_txn_length_;
};

}  // namespace

std::unique_ptr<Workload> make_txn_rw_register(const WorkloadOptions& options) {
  return std::make_unique<TxnRwRegister>(options);
}

}  // namespace eddy
