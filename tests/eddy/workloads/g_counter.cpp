#include <utility>

#include "tests/eddy/workloads/call.hpp"
#include "tests/eddy/workloads/final_reads.hpp"
#include "tests/eddy/workloads/workloads.hpp"

namespace eddy {
namespace {

class GCounterClient final : public Client {
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

class GCounter final : public Workload {
 public:
  std::unique_ptr<Client> open_client() override { return std::make_unique<GCounterClient>(); }

  /// Two reads for each add: Maelstrom mixes reads half and half with deltas of
  /// -5 to 4 and then leaves out the negative ones.
  Invocation next(Random& random) override {
    if (random.below(3) != 0) return {"read", nullptr};
    return {"add", random.below(5)};
  }

  std::optional<FinalStep> next_final(int thread, Random&) override {
    return final_reads_.next(thread);
  }
  bool has_final_phase() const override { return true; }

 private:
  FinalReads final_reads_;
};

}  // namespace

std::unique_ptr<Workload> make_g_counter() {
  return std::make_unique<GCounter>();
}

}  // namespace eddy
