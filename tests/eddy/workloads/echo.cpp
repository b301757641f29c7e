#include <utility>

#include "tests/eddy/workloads/call.hpp"
#include "tests/eddy/workloads/workloads.hpp"

namespace eddy {
namespace {

class EchoClient final : public Client {
 public:
  void invoke(const Invocation& invocation, ClientPort& port, Done done) override {
    Request request = {{{"type", "echo"}, {"echo", invocation.value}},
                       {"echo_ok", {{"echo", shape::any}}}};
    // The history keeps the whole body, as Maelstrom's does.
    call(port, invocation, std::move(request), done, [done](const Json& reply) {
      done({OpType::ok, reply, nullptr});
    });
  }
};

class Echo final : public Workload {
 public:
  std::unique_ptr<Client> open_client() override { return std::make_unique<EchoClient>(); }

  Invocation next(Random& random) override {
    return {"echo", "Please echo " + std::to_string(random.below(128))};
  }
};

}  // namespace

std::unique_ptr<Workload> make_echo() {
  return std::make_unique<Echo>();
}

}  // namespace eddy
