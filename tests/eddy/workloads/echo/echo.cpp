#include "tests/eddy/workloads/echo/echo.hpp"

#include <utility>

#include "tests/eddy/workloads/call.hpp"
#include "tests/eddy/workloads/echo/check_echo.hpp"
#include "tests/eddy/workloads/labelled_case.hpp"

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

class EchoKind final : public WorkloadKind {
 public:
  std::string name() const override { return "echo"; }
  std::unique_ptr<Workload> make(const WorkloadOptions&) const override {
    return std::make_unique<Echo>();
  }
  Json check(const History& history, const CheckOptions&) const override {
    return check_echo(history);
  }
  bool takes(const Op& op) const override { return op.f == "echo"; }
  Differences disagreements(const LabelledCase& labelled, const Json& result) const override {
    return different_fields({"error-count"}, labelled.expected, result);
  }
};

}  // namespace

const WorkloadKind& echo_kind() {
  static const EchoKind kind;
  return kind;
}

}  // namespace eddy
