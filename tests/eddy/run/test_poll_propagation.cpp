#include "tests/catch.hpp"
#include "tests/eddy/judge/first_told.hpp"
#include "tests/eddy/run/poll_propagation.hpp"
#include "tests/text.hpp"

namespace eddy {
namespace {

using Links = std::vector<std::pair<const char*, const char*>>;

const Links ring_one_way = {{"n0", "n2"}, {"n1", "n0"}, {"n2", "n1"}};
const Links n0_alone = {{"n0", "n1"}, {"n0", "n2"}, {"n1", "n0"}, {"n2", "n0"}};

/// Three nodes, a client each, one key. Times in ms.
class LogStory {
 public:
  LogStory() {
    options_.workload = "kafka";
    options_.node_count = 3;
    for (int process = 0; process < 3; ++process)
      add_both(process, "assign", 0, Json::array({"k"}), Json::array({"k"}));
  }

  LogStory& send(int process, int at_ms, int offset) {
    const Json done = {{"send", "k", {offset, 10 * offset}}};
    return add_both(process, "send", at_ms, {{"send", "k", 10 * offset}}, done);
  }

  LogStory& poll(int process, int at_ms, const std::vector<int>& offsets) {
    Json messages = Json::array();
    for (const int offset : offsets) messages.push_back({offset, 10 * offset});
    const Json polled = Json::array({"poll", {{"k", messages}}});
    return add_both(process, "poll", at_ms, Json::array({Json::array({"poll"})}),
                    Json::array({polled}));
  }

  LogStory& cut(int at_ms, const Links& links) {
    return add(OpType::info, nemesis_process, "start-partition", at_ms, {{"cut", links}});
  }

  LogStory& heal(int at_ms) {
    return add(OpType::info, nemesis_process, "stop-partition", at_ms, nullptr);
  }

  LogStory& with_latency(double ms) {
    options_.latency_ms = ms;
    return *this;
  }

  Json judged() const { return check_poll_propagation(options_, history_); }
  int late() const { return judged()["late-count"].get<int>(); }

 private:
  LogStory& add_both(int process, const std::string& f, int at_ms, const Json& asked,
                     const Json& answered) {
    add(OpType::invoke, process, f, at_ms, asked);
    return add(OpType::ok, process, f, at_ms, answered);
  }

  LogStory& add(OpType type, std::int64_t process, const std::string& f, int at_ms,
                const Json& value) {
    Op op;
    op.index = static_cast<std::int64_t>(history_.size());
    op.time_ns = std::int64_t{at_ms} * 1'000'000;
    op.type = type;
    op.process = process;
    op.f = f;
    op.value = value;
    history_.push_back(op);
    return *this;
  }

  TestOptions options_;
  History history_;
};

TEST_CASE("three seconds after it was known, a message must come into view") {
  CHECK(LogStory().send(0, 1000, 1).poll(1, 3900, {}).late() == 0);
  CHECK(LogStory().send(0, 1000, 1).poll(1, 4000, {}).late() == 1);
  CHECK(LogStory().send(0, 1000, 1).poll(1, 4000, {1}).late() == 0);
}

TEST_CASE("what has been so from the start has no time") {
  const auto sentence = [](const LogStory& story) { return first_told(story.judged()); };
  CHECK(contains(sentence(LogStory().send(0, 1000, 1).poll(1, 4000, {})),
                 "though all nodes have reached each other since the start."));
  CHECK(contains(sentence(LogStory().cut(0, n0_alone).heal(100).send(0, 1000, 1).poll(1, 4000, {})),
                 "though all nodes have reached each other since 0.100 s."));
}

TEST_CASE("a poll that brings something is not late, though more is there") {
  CHECK(LogStory().send(0, 1000, 1).send(0, 1000, 2).poll(1, 5000, {1}).late() == 0);
}

TEST_CASE("links that work one way only will do, if they lead everywhere") {
  CHECK(LogStory().cut(500, ring_one_way).send(0, 1000, 1).poll(1, 4500, {}).late() == 1);
  CHECK(LogStory().cut(500, n0_alone).send(0, 1000, 1).poll(1, 4500, {}).late() == 0);
}

TEST_CASE("the links must have been so for three seconds") {
  CHECK(LogStory().cut(0, n0_alone).send(0, 1000, 1).heal(2000).poll(1, 4900, {}).late() == 0);
  CHECK(LogStory().cut(0, n0_alone).send(0, 1000, 1).heal(2000).poll(1, 5000, {}).late() == 1);
}

TEST_CASE("latency is allowed for when messages come into view") {
  CHECK(LogStory().with_latency(100).send(0, 0, 1).poll(1, 4900, {}).late() == 0);
  CHECK(LogStory().with_latency(100).send(0, 0, 1).poll(1, 5000, {}).late() == 1);
}

}  // namespace
}  // namespace eddy
