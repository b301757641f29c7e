#include "tests/eddy/workloads/kafka/kafka.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "tests/eddy/workloads/kafka/check_kafka.hpp"
#include "tests/eddy/workloads/kafka/final_polls.hpp"
#include "tests/eddy/workloads/kafka/kafka_client.hpp"
#include "tests/eddy/workloads/kafka/kafka_offsets.hpp"
#include "tests/eddy/workloads/kafka/label_kafka.hpp"
#include "tests/eddy/workloads/key_pool.hpp"
#include "tests/eddy/workloads/labelled_case.hpp"

namespace eddy {
namespace {

using glomers::operator""s;

constexpr double assign_probability = 1.0 / 64;
constexpr double assign_unseen_probability = 1.0 / 3;
constexpr Time crash_interval_per_thread = 30s;

class Kafka final : public Workload {
 public:
  explicit Kafka(const WorkloadOptions& options)
      : concurrency_(options.concurrency),
        pool_(options.key_count > 0 ? options.key_count : 10, options.max_writes_per_key) {}

  std::unique_ptr<Client> open_client() override { return std::make_unique<KafkaClient>(); }

  /// Sends and polls; now and then an assign of the key of the operation that it puts off.
  Invocation next(Random& random) override {
    if (!upcoming_) upcoming_ = pool_.next(random);
    if (random.chance(assign_probability)) return assign(std::to_string(upcoming_->key), random);
    const KeyPool::Access access = *upcoming_;
    upcoming_.reset();
    if (!access.is_write) return poll_invocation();
    return {"send", Json::array({Json::array({"send", std::to_string(access.key), access.value})})};
  }

  std::optional<Time> extra_interval() const override {
    return crash_interval_per_thread / concurrency_;
  }
  Invocation next_extra(Random&) override { return {"crash", nullptr}; }

  void observe(const Op& op) override {
    const Offsets sent = sent_offsets(op);
    const Offsets polled = polled_offsets(op);
    for (const auto& [key, offset] : sent) {
      raise(highest_, key, offset);
      raise(sent_, key, offset);
    }
    for (const auto& [key, offset] : polled) {
      raise(highest_, key, offset);
      raise(polled_, key, offset);
    }
    forget_what_is_seen(sent);
    forget_what_is_seen(polled);
    const auto thread = final_.find(static_cast<int>(op.process % concurrency_));
    if (thread != final_.end()) thread->second.observe(op);
  }

  std::optional<FinalStep> next_final(int thread, Random& random) override {
    if (!targets_) targets_ = highest_;
    return final_.try_emplace(thread, *targets_).first->second.next(random);
  }
  bool has_final_phase() const override { return true; }
  std::optional<Time> final_time_limit() const override { return 10s; }

 private:
  /// About every third also assigns the keys that have messages nobody has polled yet.
  Invocation assign(const std::string& key, Random& random) const {
    Json keys = Json::array({key});
    if (random.chance(assign_unseen_probability)) {
      for (const auto& [unseen, offset] : sent_)
        if (unseen != key) keys.push_back(unseen);
    }
    return {"assign", std::move(keys)};
  }

  void forget_what_is_seen(const Offsets& touched) {
    for (const auto& [key, offset] : touched) {
      const auto sent = sent_.find(key);
      const auto polled = polled_.find(key);
      const bool unseen =
          sent != sent_.end() && (polled == polled_.end() || polled->second < sent->second);
      if (unseen) continue;
      sent_.erase(key);
      polled_.erase(key);
    }
  }

  int concurrency_;
  KeyPool pool_;
  std::optional<KeyPool::Access> upcoming_;
  Offsets highest_;                  ///< of all keys ever sent to or polled
  Offsets sent_;                     ///< of keys with messages that no poll has returned yet
  Offsets polled_;                   ///< of the same keys
  std::optional<Offsets> targets_;   ///< highest_ at the start of the final phase
  std::map<int, FinalPolls> final_;  ///< by thread
};

/// The first step of a transaction, or null.
Json first_step(const Op& op) {
  if (op.f != "txn" || !op.value.is_array() || op.value.empty()) return nullptr;
  const Json& step = op.value[0];
  return step.is_array() && !step.empty() ? step[0] : Json();
}

class KafkaKind final : public WorkloadKind {
 public:
  std::string name() const override { return "kafka"; }
  std::unique_ptr<Workload> make(const WorkloadOptions& options) const override {
    return std::make_unique<Kafka>(options);
  }
  Json check(const History& history, const CheckOptions&) const override {
    return check_kafka(history);
  }
  bool takes(const Op& op) const override {
    const Json step = first_step(op);
    return op.f == "send" || op.f == "poll" || op.f == "assign" || op.f == "crash" ||
           step == "send" || step == "poll";
  }
  Propagation propagation() const override { return Propagation::in_polls; }

  /// A poll of every log from its beginning, and the committed offsets.
  std::vector<Json> convergence_requests(const History& history) const override {
    Json offsets = Json::object();
    for (const Op& op : history)
      if (op.f == "send") offsets[op.value.at(0).at(1).get<std::string>()] = 0;
    Json keys = Json::array();
    for (const auto& [key, offset] : offsets.items()) keys.push_back(key);
    return {{{"type", "poll"}, {"offsets", offsets}},
            {{"type", "list_committed_offsets"}, {"keys", keys}}};
  }
  Json page() const override {
    return {{"search", "key 3, or 3/17 for message 17 of key 3"},
            {"entry", "message"},
            {"operations", {{"send", "log"}, {"poll", "log"}, {"txn", "log"}, {"assign", "keys"}}},
            {"plots", Json::array({"lag"})},
            {"pictures", Json::array({"log"})}};
  }

  Differences disagreements(const LabelledCase& labelled, const Json& result) const override {
    return kafka_differences(labelled.expected, result);
  }
};

}  // namespace

const WorkloadKind& kafka_kind() {
  static const KafkaKind kind;
  return kind;
}

}  // namespace eddy
