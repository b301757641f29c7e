#include "tests/mutants/scenario.hpp"

#include <map>
#include <stdexcept>

namespace mutants {
namespace {

using eddy::TestOptions;
using Faults = std::vector<std::string>;

const Faults messages = {"loss", "duplicate", "reorder"};
const Faults links = {"partition", "one-way", "loss"};
const Faults deaths = {"kill", "loss", "reorder"};

/// A few seconds of load, in which faults come and go every second.
TestOptions base(const std::string& workload, double rate, const Faults& faults) {
  TestOptions test;
  test.workload = workload;
  test.simulate = true;
  test.node_count = 4;
  test.rate = rate;
  test.time_limit_s = 6;
  test.latency_ms = 20;
  test.latency_distribution = "exponential";
  test.faults = faults;
  test.nemesis_interval_s = 1;
  test.fault_options = {0.3, 0.3};
  test.strict = true;
  return test;
}

TestOptions broadcast(const Faults& faults) {
  return base("broadcast", 20, faults);
}

/// So few values that one that gets stuck is not taken along by the next.
TestOptions sparse() {
  TestOptions test = broadcast({});
  test.rate = 1;
  return test;
}

/// Long pauses: what they cost is told by the messages of the whole test.
TestOptions long_pauses() {
  TestOptions test = broadcast({"pause"});
  test.node_count = 3;
  test.rate = 100;
  test.concurrency = "20n";
  test.time_limit_s = 40;
  test.nemesis_interval_s = 10;
  test.latency_ms = 0;
  return test;
}

/// Sparse values, where messages get lost.
TestOptions sparse_losses() {
  TestOptions test = broadcast({"loss"});
  test.rate = 3;
  test.time_limit_s = 60;
  return test;
}

/// A lone value now and then: what it costs is easy to tell.
TestOptions frugal() {
  TestOptions test = sparse();
  test.time_limit_s = 300;
  test.latency_distribution = "constant";
  return test;
}

/// Partitions long enough to see who converges while they last.
TestOptions long_partitions() {
  TestOptions test = broadcast({"partition"});
  test.node_count = 5;
  test.rate = 10;
  test.time_limit_s = 40;
  test.nemesis_interval_s = 8;
  test.latency_ms = 1;
  return test;
}

/// So few values that who is cut off has none of its own, by which it would notice.
TestOptions sparse_partitions() {
  TestOptions test = long_partitions();
  test.rate = 1;
  test.time_limit_s = 120;
  test.nemesis_interval_s = 20;
  return test;
}

/// A client whose node dies waits for 5 s: others must go on meanwhile.
TestOptions counter(const Faults& faults) {
  TestOptions test = base("g-counter", 20, faults);
  test.concurrency = "20n";
  return test;
}

TestOptions log(const Faults& faults) {
  TestOptions test = base("kafka", 60, faults);
  test.concurrency = "2n";
  test.key_count = 3;
  return test;
}

/// Partitions long enough to see messages come into view while they last. Of three nodes
/// the ring of majorities has links that work one way only.
TestOptions log_in_rings() {
  TestOptions test = log({"partition"});
  test.node_count = 3;
  test.time_limit_s = 40;
  test.nemesis_interval_s = 8;
  test.latency_ms = 1;
  return test;
}

/// Clients wait until all nodes hold their messages; some longer than they have patience.
TestOptions log_on_all(const Faults& faults) {
  TestOptions test = log(faults);
  test.node_arguments = {"--acks", "all"};
  test.node_count = 3;
  test.time_limit_s = 20;
  test.nemesis_interval_s = 6;
  return test;
}

/// Longer pauses than clients have patience.
TestOptions pauses(TestOptions test) {
  test.time_limit_s = 30;
  test.nemesis_interval_s = 6;
  return test;
}

/// So few messages that the next one does not make up for a lost one soon.
TestOptions sparse_log() {
  TestOptions test = log({"loss"});
  test.node_count = 3;
  test.rate = 1;
  test.key_count = 1;
  return test;
}

TestOptions registers(const Faults& faults) {
  TestOptions test = base("txn-rw-register", 60, faults);
  test.concurrency = "2n";
  test.key_count = 3;
  test.consistency_models = {"causal"};
  return test;
}

/// Nodes that keep a journal die, alone and all at once. A client whose node is dead
/// waits: others must go on meanwhile.
TestOptions dying(TestOptions test) {
  test.node_arguments = {"--durable"};
  test.concurrency = "20n";
  test.fault_options.p_loss = 0.1;
  return test;
}

/// Leaves that learn at different times who has started again.
TestOptions long_deaths(TestOptions test) {
  test = dying(test);
  test.node_count = 5;
  test.rate = 20;
  test.latency_ms = 100;
  test.time_limit_s = 20;
  test.nemesis_interval_s = 4;
  return test;
}

/// Writes to the journal get lost, and are done again a second later: other nodes' entries
/// overtake them.
TestOptions slow_store(TestOptions test) {
  test = dying(test);
  test.node_count = 2;
  test.time_limit_s = 20;
  return test;
}

/// Each write to the journal takes long, and the next begins at once.
TestOptions slow_network(TestOptions test) {
  test.node_arguments = {"--durable"};
  test.concurrency = "10n";
  test.node_count = 2;
  test.rate = 100;
  test.time_limit_s = 20;
  test.latency_ms = 50;
  test.delivery = "ideal";
  return test;
}

/// Nodes that keep a journal die and start again within a second, while writes of their
/// former lives are still on the way.
TestOptions restarts(TestOptions test) {
  test.node_arguments = {"--durable"};
  test.concurrency = "20n";
  test.node_count = 2;
  test.rate = 200;
  test.latency_ms = 1;
  test.delivery = "ideal";
  test.time_limit_s = 40;
  test.nemesis_interval_s = 0.7;
  return test;
}

/// It takes them long to read the journals.
TestOptions slow_restarts(TestOptions test) {
  test = restarts(test);
  test.node_count = 3;
  test.latency_ms = 100;
  test.nemesis_interval_s = 3;
  return test;
}

TestOptions ids(const Faults& faults) {
  TestOptions test = base("unique-ids", 2000, faults);
  test.concurrency = "500n";  // enough for as long as all nodes are dead
  test.time_limit_s = 2;
  test.nemesis_interval_s = 0.3;
  return test;
}

TestOptions available(TestOptions test) {
  test.availability = 1;
  return test;
}

}  // namespace

Scenario scenario(const std::string& name) {
  static const std::map<std::string, Scenario> all = {
      {"echo", {base("echo", 20, {})}},
      {"ids", {available(ids({}))}},
      {"ids-deaths", {ids({"kill"})}},
      {"broadcast", {available(broadcast({}))}},
      {"broadcast-sparse", {available(sparse())}},
      {"broadcast-losses", {available(sparse_losses())}},
      {"broadcast-frugal", {available(frugal()), 3.2}},
      {"broadcast-long-pauses", {long_pauses(), 0.16}},
      {"broadcast-messages", {available(broadcast(messages))}},
      {"broadcast-links", {available(broadcast(links))}},
      {"broadcast-partitions", {available(long_partitions())}},
      {"broadcast-sparse-partitions", {available(sparse_partitions())}},
      {"counter", {available(counter({}))}},
      {"counter-messages", {counter(messages)}},
      {"counter-deaths", {counter(deaths)}},
      {"echo-pauses", {pauses(base("echo", 20, {"pause"}))}},
      {"broadcast-deaths", {dying(broadcast(deaths))}},
      {"log-deaths", {dying(log(deaths))}},
      {"log-long-deaths", {long_deaths(log({"kill", "pause", "partition", "loss"}))}},
      {"log-slow-store", {slow_store(log({"loss"}))}},
      {"log-slow-network", {slow_network(log({})), 1e9, 1.4}},
      {"log-restarts", {restarts(log({"kill", "reorder"}))}},
      {"log-restarts-apart", {restarts(log({"kill", "partition"}))}},
      {"registers-restarts", {slow_restarts(registers({"kill"}))}},
      {"log", {log({})}},
      {"log-all", {log_on_all({"partition"})}},
      {"log-all-pauses", {log_on_all({"pause", "partition"})}},
      {"log-messages", {log(messages)}},
      {"log-links", {log(links)}},
      {"log-rings", {log_in_rings()}},
      {"log-sparse", {sparse_log()}},
      {"registers", {available(registers({}))}},
      {"registers-messages", {available(registers(messages))}},
      {"registers-links", {available(registers(links))}},
  };
  const auto found = all.find(name);
  if (found == all.end()) throw std::invalid_argument("no scenario '" + name + "'");
  return found->second;
}

}  // namespace mutants
