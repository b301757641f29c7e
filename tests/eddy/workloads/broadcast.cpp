#include <utility>

#include "tests/eddy/workloads/call.hpp"
#include "tests/eddy/workloads/final_reads.hpp"
#include "tests/eddy/workloads/topology.hpp"
#include "tests/eddy/workloads/workloads.hpp"

namespace eddy {
namespace {

class BroadcastClient final : public Client {
 public:
  explicit BroadcastClient(Json topology) : topology_(std::move(topology)) {}

  void set_up(ClientPort& port, std::function<void(const RpcResult&)> done) override {
    port.rpc({{"type", "topology"}, {"topology", topology_}}, [done](const RpcResult& result) {
      if (!result.ok()) return done(result);
      const auto fault = find_malformation(result.body, {"topology_ok"});
      if (!fault) return done(result);
      done({{}, glomers::RpcError(glomers::ErrorCode::malformed_request, *fault)});
    });
  }

  void invoke(const Invocation& invocation, ClientPort& port, Done done) override {
    if (invocation.f == "read") return read(invocation, port, std::move(done));
    const Request request = {{{"type", "broadcast"}, {"message", invocation.value}},
                             {"broadcast_ok"}};
    call(port, invocation, request, done, [done, message = invocation.value](const Json&) {
      done({OpType::ok, message, nullptr});
    });
  }

 private:
  static void read(const Invocation& invocation, ClientPort& port, Done done) {
    const Request request = {
        {{"type", "read"}}, {"read_ok", {{"messages", shape::list}}}, OnError::always_fail};
    call(port, invocation, request, done, [done](const Json& reply) {
      done({OpType::ok, reply["messages"], nullptr});
    });
  }

  Json topology_;
};

class Broadcast final : public Workload {
 public:
  explicit Broadcast(const WorkloadOptions& options)
      : topology_(make_topology(options.topology, options.nodes)) {}

  std::unique_ptr<Client> open_client() override {
    return std::make_unique<BroadcastClient>(topology_);
  }

  Invocation next(Random& random) override {
    if (random.chance(0.5)) return {"read", nullptr};
    return {"broadcast", next_message_++};
  }

  std::optional<FinalStep> next_final(int thread, Random&) override {
    return final_reads_.next(thread);
  }
  bool has_final_phase() const override { return true; }

 private:
  Json topology_;
  std::int64_t next_message_ = 0;
  FinalReads final_reads_;
};

}  // namespace

std::unique_ptr<Workload> make_broadcast(const WorkloadOptions& options) {
  return std::make_unique<Broadcast>(options);
}

}  // namespace eddy
