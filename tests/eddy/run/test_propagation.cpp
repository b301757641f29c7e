#include "tests/catch.hpp"
#include "tests/eddy/judge/first_told.hpp"
#include "tests/eddy/run/propagation.hpp"

namespace eddy {
namespace {

/// Three nodes, a client each: process 0 talks to n0, and so on. Times in ms.
class Story {
 public:
  Story() {
    options_.workload = "broadcast";
    options_.node_count = 3;
    options_.faults = {"partition"};
  }

  Story& broadcast(int process, int at_ms, int value) {
    add(OpType::invoke, process, "broadcast", at_ms, value);
    return add(OpType::ok, process, "broadcast", at_ms, value);
  }

  Story& read(int process, int at_ms, const Json& values) {
    add(OpType::invoke, process, "read", at_ms, nullptr);
    return add(OpType::ok, process, "read", at_ms + 1, values);
  }

  /// Cuts the links, each in both directions.
  Story& cut(int at_ms, const std::vector<std::pair<const char*, const char*>>& links) {
    Json cut = Json::array();
    for (const auto& [a, b] : links) {
      cut.push_back({a, b});
      cut.push_back({b, a});
    }
    return add(OpType::info, nemesis_process, "start-partition", at_ms, {{"cut", cut}});
  }

  Story& heal(int at_ms) {
    return add(OpType::info, nemesis_process, "stop-partition", at_ms, nullptr);
  }

  Story& with_latency(double ms) {
    options_.latency_ms = ms;
    return *this;
  }

  Json check() const { return check_propagation(options_, history_); }
  int late() const { return check()["late-count"].get<int>(); }

 private:
  Story& add(OpType type, std::int64_t process, const char* f, int at_ms, const Json& value) {
    Op op;
    op.index = static_cast<std::int64_t>(history_.size());
    op.time_ns = std::int64_t{at_ms} * 1'000'000;
    op.type = type;
    op.process = process;
    op.f = f;
    op.value = value;
    if (process != nemesis_process) {
      op.client = "c" + std::to_string(process + 1);
      op.node = "n" + std::to_string(process % options_.node_count);
    }
    history_.push_back(op);
    return *this;
  }

  TestOptions options_;
  History history_;
};

const Json none = Json::array();

TEST_CASE("a value must be everywhere two seconds after its acknowledgement") {
  CHECK(Story().broadcast(0, 100, 7).read(1, 2000, none).late() == 0);
  CHECK(Story().broadcast(0, 100, 7).read(1, 2200, {7}).late() == 0);
  const Json late = Story().broadcast(0, 100, 7).read(1, 2200, none).check();
  CHECK(late["valid"] == false);
  CHECK(late["late-count"] == 1);
  CHECK(first_told(late).find("late: process 1 [c2 of n1], op 2, at 2.200 s, read from n1 "
                              "without 7, which n0 had acknowledged") == 0);
}

TEST_CASE("in a partition five seconds count, and only for nodes joined by some path") {
  const auto alone = [] { return Story().cut(1000, {{"n0", "n1"}, {"n0", "n2"}}); };
  CHECK(alone().broadcast(0, 1100, 7).read(1, 30000, none).late() == 0);
  CHECK(alone().broadcast(1, 1100, 7).read(2, 6000, none).late() == 0);
  CHECK(alone().broadcast(1, 1100, 7).read(2, 6200, none).late() == 1);
  const auto chain = [] { return Story().cut(1000, {{"n0", "n2"}}); };  // by way of n1
  CHECK(chain().broadcast(0, 1100, 7).read(2, 6200, none).late() == 1);
  CHECK(chain().broadcast(0, 1100, 7).read(2, 6200, {7}).late() == 0);
}

TEST_CASE("the clock starts anew with each change of the links") {
  const auto healed = [] {
    return Story().cut(1000, {{"n0", "n1"}, {"n0", "n2"}}).broadcast(0, 1100, 7).heal(20000);
  };
  CHECK(healed().read(1, 21900, none).late() == 0);
  CHECK(healed().read(1, 22100, none).late() == 1);
}

TEST_CASE("latency is allowed for") {
  CHECK(Story().with_latency(100).broadcast(0, 0, 7).read(1, 3900, none).late() == 0);
  CHECK(Story().with_latency(100).broadcast(0, 0, 7).read(1, 4100, none).late() == 1);
}

TEST_CASE("nothing can be said with other faults than partitions, or of other workloads") {
  TestOptions options;
  options.workload = "broadcast";
  CHECK(can_check_propagation(options));
  options.faults = {"partition"};
  CHECK(can_check_propagation(options));
  options.faults = {"partition", "loss"};
  CHECK_FALSE(can_check_propagation(options));
  options.faults = {};
  options.workload = "kafka";
  CHECK(can_check_propagation(options));
  options.workload = "g-counter";
  CHECK_FALSE(can_check_propagation(options));
}

TEST_CASE("a process that took the place of another talks to the same node") {
  CHECK(Story()
            .cut(0, {{"n0", "n1"}, {"n0", "n2"}})
            .broadcast(1, 100, 7)
            .read(15, 9000, none)
            .late() == 0);  // 15 modulo three clients is that of n0
}

}  // namespace
}  // namespace eddy
