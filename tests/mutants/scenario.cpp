#include "tests/mutants/scenario.hpp"

#include <map>
#include <stdexcept>

namespace mutants {
namespace {

using eddy::TestOptions;
using Faults = std::vector<std::string>;

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

TestOptions registers(const Faults& faults) {
  TestOptions test = base("txn-rw-register", 60, faults);
  test.concurrency = "2n";
  test.key_count = 3;
  test.consistency_models = {"causal-cerone", "strong-session-read-committed"};
  return test;
}

TestOptions ids() {
  TestOptions test = base("unique-ids", 2000, {});
  test.concurrency = "10n";
  test.time_limit_s = 2;
  return test;
}

TestOptions available(TestOptions test) {
  test.availability = 1;
  return test;
}

const Faults messages = {"loss", "duplicate", "reorder"};
const Faults links = {"partition", "one-way", "loss"};
const Faults deaths = {"kill", "loss", "reorder"};

}  // namespace

TestOptions scenario(const std::string& name) {
  static const std::map<std::string, TestOptions> all = {
      {"echo", base("echo", 20, {})},
      {"ids", available(ids())},
      {"broadcast", available(broadcast({}))},
      {"broadcast-sparse", available(sparse())},
      {"broadcast-messages", available(broadcast(messages))},
      {"broadcast-links", available(broadcast(links))},
      {"counter", available(counter({}))},
      {"counter-messages", counter(messages)},
      {"counter-deaths", counter(deaths)},
      {"log", log({})},
      {"log-messages", log(messages)},
      {"log-links", log(links)},
      {"registers", available(registers({}))},
      {"registers-messages", available(registers(messages))},
      {"registers-links", available(registers(links))},
  };
  const auto found = all.find(name);
  if (found == all.end()) throw std::invalid_argument("no scenario '" + name + "'");
  return found->second;
}

}  // namespace mutants
