#include "tests/eddy/workloads/g_counter/g_counter.hpp"

#include "tests/eddy/judge/counter.hpp"
#include "tests/eddy/workloads/counter_client.hpp"
#include "tests/eddy/workloads/ends_with_reads.hpp"
#include "tests/eddy/workloads/labelled_case.hpp"

namespace eddy {
namespace {

class GCounter final : public EndsWithReads {
 public:
  std::unique_ptr<Client> open_client() override { return make_counter_client(); }

  /// Two reads for each add: Maelstrom mixes reads half and half with deltas of
  /// -5 to 4 and then leaves out the negative ones.
  Invocation next(Random& random) override {
    if (random.below(3) != 0) return {"read", nullptr};
    return {"add", random.below(5)};
  }
};

class GCounterKind final : public WorkloadKind {
 public:
  std::string name() const override { return "g-counter"; }
  std::unique_ptr<Workload> make(const WorkloadOptions&) const override {
    return std::make_unique<GCounter>();
  }
  Json check(const History& history, const CheckOptions&) const override {
    return check_counter(history);
  }
  bool takes(const Op& op) const override {
    return (op.f == "add" && !(op.value.is_number() && op.value.json() < 0)) ||
           (op.f == "read" && op.value.is_number());
  }
  Differences disagreements(const LabelledCase& labelled, const Json& result) const override {
    return different_fields(counter_fields(), labelled.expected, result);
  }
};

}  // namespace

const WorkloadKind& g_counter_kind() {
  static const GCounterKind kind;
  return kind;
}

}  // namespace eddy
