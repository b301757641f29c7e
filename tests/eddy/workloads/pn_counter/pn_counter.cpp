#include "tests/eddy/workloads/pn_counter/pn_counter.hpp"

#include "tests/eddy/judge/counter.hpp"
#include "tests/eddy/workloads/counter_client.hpp"
#include "tests/eddy/workloads/ends_with_reads.hpp"
#include "tests/eddy/workloads/labelled_case.hpp"
#include "tests/eddy/workloads/pn_counter/check_pn_counter.hpp"

namespace eddy {
namespace {

class PnCounter final : public EndsWithReads {
 public:
  std::unique_ptr<Client> open_client() override { return make_counter_client(); }

  Invocation next(Random& random) override {
    if (random.chance(0.5)) return {"read", nullptr};
    return {"add", static_cast<std::int64_t>(random.below(10)) - 5};
  }
};

class PnCounterKind final : public WorkloadKind {
 public:
  std::string name() const override { return "pn-counter"; }
  std::unique_ptr<Workload> make(const WorkloadOptions&) const override {
    return std::make_unique<PnCounter>();
  }
  Json check(const History& history, const CheckOptions&) const override {
    return check_pn_counter(history);
  }
  bool takes(const Op& op) const override {
    return op.f == "add" || (op.f == "read" && op.value.is_number());
  }
  Differences disagreements(const LabelledCase& labelled, const Json& result) const override {
    Differences differences = different_fields(counter_fields(), labelled.expected, result);
    Json errors = Json::array();  // as labels have it: [index, value]
    for (const Json& read : result["errors"])
      errors.push_back(Json::array({read["index"], read["value"]}));
    add_difference("errors", labelled.expected.value("errors", Json()), errors, differences);
    return differences;
  }
};

}  // namespace

const WorkloadKind& pn_counter_kind() {
  static const PnCounterKind kind;
  return kind;
}

}  // namespace eddy
