#include "tests/eddy/workloads/unique_ids/unique_ids.hpp"

#include <utility>

#include "tests/eddy/workloads/call.hpp"
#include "tests/eddy/workloads/labelled_case.hpp"
#include "tests/eddy/workloads/unique_ids/check_unique_ids.hpp"

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

class UniqueIdsKind final : public WorkloadKind {
 public:
  std::string name() const override { return "unique-ids"; }
  std::unique_ptr<Workload> make(const WorkloadOptions&) const override {
    return std::make_unique<UniqueIds>();
  }
  Json check(const History& history, const CheckOptions&) const override {
    return check_unique_ids(history);
  }
  bool takes(const Op& op) const override { return op.f == "generate"; }
  Json page() const override { return {{"operations", {{"generate", "new-value"}}}}; }
  Differences disagreements(const LabelledCase& labelled, const Json& result) const override {
    return different_fields(
        {"attempted-count", "acknowledged-count", "duplicated-count", "duplicated"},
        labelled.expected, result);
  }
};

}  // namespace

const WorkloadKind& unique_ids_kind() {
  static const UniqueIdsKind kind;
  return kind;
}

}  // namespace eddy
