#include "tests/eddy/workloads/g_set/g_set.hpp"

#include <utility>

#include "tests/eddy/judge/set_full.hpp"
#include "tests/eddy/workloads/call.hpp"
#include "tests/eddy/workloads/ends_with_reads.hpp"
#include "tests/eddy/workloads/g_set/check_g_set.hpp"
#include "tests/eddy/workloads/labelled_case.hpp"

namespace eddy {
namespace {

/// As Maelstrom's it looks at no error code: whatever is not answered well has an unknown end.
class GSetClient final : public Client {
 public:
  void invoke(const Invocation& invocation, ClientPort& port, Done done) override {
    if (invocation.f == "read") return read(invocation, port, std::move(done));
    Request request = {
        {{"type", "add"}, {"element", invocation.value}}, {"add_ok"}, OnError::always_info};
    call(port, invocation, std::move(request), done,
         [done, element = invocation.value](const Json&) {
           done({OpType::ok, element, nullptr});
         });
  }

 private:
  static void read(const Invocation& invocation, ClientPort& port, Done done) {
    Request request = {
        {{"type", "read"}}, {"read_ok", {{"value", shape::list}}}, OnError::always_info};
    call(port, invocation, std::move(request), done, [done](const Json& reply) {
      done({OpType::ok, reply["value"], nullptr});
    });
  }
};

class GSet final : public EndsWithReads {
 public:
  GSet() : EndsWithReads(/*marked=*/false) {}

  std::unique_ptr<Client> open_client() override { return std::make_unique<GSetClient>(); }

  Invocation next(Random& random) override {
    if (random.chance(0.5)) return {"read", nullptr};
    return {"add", next_element_++};
  }

 private:
  std::int64_t next_element_ = 0;
};

class GSetKind final : public WorkloadKind {
 public:
  std::string name() const override { return "g-set"; }
  std::unique_ptr<Workload> make(const WorkloadOptions&) const override {
    return std::make_unique<GSet>();
  }
  Json check(const History& history, const CheckOptions&) const override {
    return check_g_set(history);
  }
  bool takes(const Op& op) const override {
    return op.f == "add" || (op.f == "read" && op.value.is_array());
  }
  Json page() const override {
    return {{"search", "a value, as 17"},
            {"operations", {{"add", "value"}, {"read", "values"}}},
            {"plots", Json::array({"stable-latency"})},
            {"pictures", Json::array({"holders"})}};
  }
  Differences disagreements(const LabelledCase& labelled, const Json& result) const override {
    Differences differences = different_fields(set_full_fields(), labelled.expected, result);
    add_difference("worst-stale", labelled.expected.value("worst-stale", Json()),
                   worst_by_index(result["worst-stale"]), differences);
    return differences;
  }

 private:
  /// As labels have it: positions for ops.
  static Json worst_by_index(const Json& worst) {
    Json list = Json::array();
    for (const Json& stale : worst)
      list.push_back({{"element", stale["element"]},
                      {"stable-latency", stale["stable-latency"]},
                      {"known", stale["known"]["index"]},
                      {"last-absent", stale["last-absent"]["index"]}});
    return list;
  }
};

}  // namespace

const WorkloadKind& g_set_kind() {
  static const GSetKind kind;
  return kind;
}

}  // namespace eddy
