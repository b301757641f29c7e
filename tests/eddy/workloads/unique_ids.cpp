#include <utility>

#include "tests/eddy/workloads/call.hpp"
#include "tests/eddy/workloads/workloads.hpp"

namespace eddy {
namespace {

class UniqueIdsClient final : public Client {
 public:
  void invoke(const Invocation& invocation, ClientPort& port, Done done) override {
    Request request = {{{"type", "generate"}}, {"generate_ok", {{"id", shape::any}}}};
    call(port, invocation, std::move(request), done, [done](const Json& reply) {
      done({OpType::ok, reply["id"], nullptr});
    });
  }
};

class UniqueIds final : public Workload {
 public:
  std::unique_ptr<Client> open_client() override { return std::make_unique<UniqueIdsClient>(); }
  bool reusable_clients() const override { return true; }
  Invocation next(Random&) override { return {"generate", nullptr}; }
};

}  // namespace

std::unique_ptr<Workload> make_unique_ids() {
  return std::make_unique<UniqueIds>();
}

}  // namespace eddy
