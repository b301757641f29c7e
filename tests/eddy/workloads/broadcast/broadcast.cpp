#include "tests/eddy/workloads/broadcast/broadcast.hpp"

#include <utility>

#include "glomers/json_scan.hpp"
#include "tests/eddy/judge/set_full.hpp"
#include "tests/eddy/workloads/broadcast/topology.hpp"
#include "tests/eddy/workloads/call.hpp"
#include "tests/eddy/workloads/ends_with_reads.hpp"
#include "tests/eddy/workloads/labelled_case.hpp"

namespace eddy {
namespace {

/// The list of a read_ok that has what it must have and nothing else. None if it is short, or
/// not so plain that a look at its text tells.
std::optional<SharedList> long_list_in(const RpcResult& result, GrowingLists& lists) {
  if (!result.ok() || result.value->type() != "read_ok") return std::nullopt;
  const std::string body = result.value->text();
  std::string_view list;
  glomers::JsonScan scan(body, glomers::max_input_nesting);
  const bool plain = scan.take_object([&](std::string_view name) {
    const auto take_value = [&] { return scan.take_value(); };
    if (name == "messages") return list.empty() && scan.text_of(list, take_value);
    std::string_view number;
    if (name == "msg_id")
      return scan.text_of(number, take_value) &&
             number.find_first_not_of("-0123456789") == std::string_view::npos;
    return (name == "type" || name == "in_reply_to") && take_value();
  });
  return plain ? lists.take(list) : std::nullopt;
}

class BroadcastClient final : public Client {
 public:
  BroadcastClient(Json topology, std::shared_ptr<GrowingLists> lists)
      : topology_(std::move(topology)), lists_(std::move(lists)) {}

  void set_up(ClientPort& port, std::function<void(const RpcResult&)> done) override {
    port.rpc({{"type", "topology"}, {"topology", topology_}}, [done](const RpcResult& result) {
      if (!result.ok()) return done(result);
      const auto fault = find_malformation(*result.value, {"topology_ok"});
      if (!fault) return done(result);
      done({{}, glomers::RpcError(glomers::ErrorCode::malformed_request, fault->text())});
    });
  }

  void invoke(const Invocation& invocation, ClientPort& port, Done done) override {
    if (invocation.f == "read") return read(invocation, port, std::move(done));
    Request request = {{{"type", "broadcast"}, {"message", invocation.value}}, {"broadcast_ok"}};
    call(port, invocation, std::move(request), done,
         [done, message = invocation.value](const Json&) {
           done({OpType::ok, message, nullptr});
         });
  }

 private:
  void read(const Invocation& invocation, ClientPort& port, Done done) {
    const Request request = {
        {{"type", "read"}}, {"read_ok", {{"messages", shape::list}}}, OnError::always_fail};
    port.rpc(request.body, [=, lists = lists_](const RpcResult& result) {
      if (auto list = long_list_in(result, *lists)) return done({OpType::ok, *list, nullptr});
      finish_call(invocation, request, result, done, [done](const Json& reply) {
        done({OpType::ok, reply["messages"], nullptr});
      });
    });
  }

  Json topology_;
  std::shared_ptr<GrowingLists> lists_;
};

class Broadcast final : public EndsWithReads {
 public:
  explicit Broadcast(const WorkloadOptions& options)
      : topology_(make_topology(options.topology, options.nodes)) {}

  std::unique_ptr<Client> open_client() override {
    return std::make_unique<BroadcastClient>(topology_, lists_);
  }

  Invocation next(Random& random) override {
    if (random.chance(0.5)) return {"read", nullptr};
    return {"broadcast", next_message_++};
  }

 private:
  Json topology_;
  std::shared_ptr<GrowingLists> lists_ = std::make_shared<GrowingLists>();
  std::int64_t next_message_ = 0;
};

class BroadcastKind final : public WorkloadKind {
 public:
  std::string name() const override { return "broadcast"; }
  std::unique_ptr<Workload> make(const WorkloadOptions& options) const override {
    return std::make_unique<Broadcast>(options);
  }
  Json check(const History& history, const CheckOptions&) const override {
    return check_set_full(history, "broadcast");
  }
  bool takes(const Op& op) const override {
    return op.f == "broadcast" || (op.f == "read" && op.value.is_array());
  }
  Propagation propagation() const override { return Propagation::in_reads; }
  Json page() const override {
    return {{"search", "a value, as 17"},
            {"operations", {{"broadcast", "value"}, {"read", "values"}}},
            {"plots", Json::array({"stable-latency"})},
            {"pictures", Json::array({"holders"})}};
  }
  Differences disagreements(const LabelledCase& labelled, const Json& result) const override {
    return different_fields(set_full_fields(), labelled.expected, result);
  }
};

}  // namespace

const WorkloadKind& broadcast_kind() {
  static const BroadcastKind kind;
  return kind;
}

}  // namespace eddy
