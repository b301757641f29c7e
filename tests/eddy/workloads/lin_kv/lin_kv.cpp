#include "tests/eddy/workloads/lin_kv/lin_kv.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "tests/eddy/workloads/call.hpp"
#include "tests/eddy/workloads/labelled_case.hpp"
#include "tests/eddy/workloads/lin_kv/check_lin_kv.hpp"

namespace eddy {
namespace {

using glomers::operator""s;

constexpr std::uint64_t value_count = 5;
/// More processes than so many never have to do with one key.
constexpr int max_processes_per_key = 20;

class LinKvClient final : public Client {
 public:
  void invoke(const Invocation& invocation, ClientPort& port, Done done) override {
    const Json& key = invocation.value[0];
    if (invocation.f == "read") return read(key, invocation, port, std::move(done));
    call(port, invocation, change_of(invocation), done, [done, invocation](const Json&) {
      done({OpType::ok, invocation.value, nullptr});
    });
  }

 private:
  static Request change_of(const Invocation& invocation) {
    const Json& key = invocation.value[0];
    const Json& value = invocation.value[1];
    if (invocation.f == "write")
      return {{{"type", "write"}, {"key", key}, {"value", value}}, {"write_ok"}};
    return {{{"type", "cas"}, {"key", key}, {"from", value[0]}, {"to", value[1]}}, {"cas_ok"}};
  }

  static void read(const Json& key, const Invocation& invocation, ClientPort& port, Done done) {
    Request request = {{{"type", "read"}, {"key", key}},
                       {"read_ok", {{"value", shape::any}}},
                       OnError::always_fail};
    call(port, invocation, std::move(request), done, [done, key](const Json& reply) {
      done({OpType::ok, Json::array({key, reply["value"]}), nullptr});
    });
  }
};

/// Groups of twice as many threads as there are nodes work on a key each, until so many
/// operations on it ended nobody knows how that too many processes have had to do with it. As in
/// Maelstrom the first threads of the test read, one for each node, and all others write.
class LinKv final : public Workload {
 public:
  explicit LinKv(const WorkloadOptions& options)
      : node_count_(static_cast<int>(options.nodes.size())),
        concurrency_(options.concurrency),
        reply_timeout_(std::max<Time>(1s, 10 * options.latency)) {
    const int group_size = 2 * node_count_;
    if (concurrency_ % group_size != 0)
      throw std::invalid_argument(
          "lin-kv needs two clients for each node, or a multiple of that: --concurrency 2n");
    for (int i = 0; i < concurrency_ / group_size; ++i)
      groups_.push_back({next_key_++, group_size});
  }

  std::unique_ptr<Client> open_client() override { return std::make_unique<LinKvClient>(); }
  std::optional<Time> reply_timeout() const override { return reply_timeout_; }

  Invocation next(Random& random) override { return next_on(0, random); }
  Invocation next_on(int thread, Random& random) override {
    const std::int64_t key = group_of(thread).key;
    if (thread < node_count_) return {"read", Json::array({key, nullptr})};
    const std::uint64_t value = random.below(value_count);
    if (random.below(3) == 0) return {"write", Json::array({key, value})};
    return {"cas", Json::array({key, Json::array({value, random.below(value_count)})})};
  }

  /// An unknown end means a new process.
  void observe(const Op& op) override {
    if (op.type != OpType::info) return;
    Group& group = group_of(static_cast<int>(op.process % concurrency_));
    if (op.value[0] != group.key) return;
    if (++group.processes > max_processes_per_key) group = {next_key_++, 2 * node_count_};
  }

 private:
  struct Group {
    std::int64_t key = 0;
    int processes = 0;  ///< those that have had to do with the key, or may have
  };

  Group& group_of(int thread) {
    return groups_[static_cast<std::size_t>(thread / (2 * node_count_))];
  }

  int node_count_;
  int concurrency_;
  Time reply_timeout_;
  std::int64_t next_key_ = 0;
  std::vector<Group> groups_;
};

class LinKvKind final : public WorkloadKind {
 public:
  std::string name() const override { return "lin-kv"; }
  std::unique_ptr<Workload> make(const WorkloadOptions& options) const override {
    return std::make_unique<LinKv>(options);
  }
  Json check(const History& history, const CheckOptions&) const override {
    return check_lin_kv(history);
  }
  /// A read of broadcast has no value before it is over.
  bool takes(const Op& op) const override {
    return op.f == "write" || op.f == "cas" ||
           (op.f == "read" && op.type == OpType::invoke && op.value.is_array());
  }

  Json page() const override {
    return {{"search", "key 3, or 3=17 for a value of it"},
            {"entry", "value"},
            {"operations", {{"read", "register"}, {"write", "register"}, {"cas", "register"}}},
            {"pictures", Json::array({"order"})}};
  }
  /// Of the keys that the label names, those that are not among ours are valid.
  Differences disagreements(const LabelledCase& labelled, const Json& result) const override {
    Differences differences = different_fields({"failures"}, labelled.expected, result);
    const Json keys = labelled.expected.value("keys", Json());
    if (!keys.is_array()) {
      add_difference("keys", keys, result["keys"], differences);
      return differences;
    }
    for (const Json& expected : keys) {
      const Json found = entry_of(result, expected["key"]);
      for (const char* field : {"valid", "op", "previous-ok", "error"})
        if (expected.contains(field))
          add_difference("key " + expected["key"].dump() + ": " + field, expected[field],
                         found.value(field, Json()), differences);
    }
    return differences;
  }

 private:
  static Json entry_of(const Json& result, const Json& key) {
    for (const Json& entry : result["keys"])
      if (entry["key"].dump() == key.dump()) return entry;
    return {{"valid", true}};
  }
};

}  // namespace

const WorkloadKind& lin_kv_kind() {
  static const LinKvKind kind;
  return kind;
}

}  // namespace eddy
