#include "tests/eddy/workloads/counter_client.hpp"

#include <utility>

#include "tests/eddy/workloads/call.hpp"

namespace eddy {
namespace {

class CounterClient final : public Client {
 public:
  void invoke(const Invocation& invocation, ClientPort& port, Done done) override {
    if (invocation.f == "read") return read(invocation, port, std::move(done));
    Request request = {
        {{"type", "add"}, {"delta", invocation.value}}, {"add_ok"}, OnError::always_info};
    call(port, invocation, std::move(request), done, [done, delta = invocation.value](const Json&) {
      done({OpType::ok, delta, nullptr});
    });
  }

 private:
  static void read(const Invocation& invocation, ClientPort& port, Done done) {
    Request request = {
        {{"type", "read"}}, {"read_ok", {{"value", shape::integer}}}, OnError::always_info};
    call(port, invocation, std::move(request), done, [done](const Json& reply) {
      done({OpType::ok, reply["value"], nullptr});
    });
  }
};

}  // namespace

std::unique_ptr<Client> make_counter_client() {
  return std::make_unique<CounterClient>();
}

}  // namespace eddy
