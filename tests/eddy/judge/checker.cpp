#include "tests/eddy/judge/checker.hpp"

#include <stdexcept>

#include "tests/eddy/judge/broadcast.hpp"
#include "tests/eddy/judge/echo.hpp"
#include "tests/eddy/judge/g_counter.hpp"
#include "tests/eddy/judge/kafka/kafka.hpp"
#include "tests/eddy/judge/other_answers.hpp"
#include "tests/eddy/judge/txn/txn_rw_register.hpp"
#include "tests/eddy/judge/unique_ids.hpp"

namespace eddy {

namespace {

Json judged(const std::string& workload, const History& history, const CheckOptions& options) {
  if (workload == "echo") return check_echo(history);
  if (workload == "unique-ids") return check_unique_ids(history);
  if (workload == "broadcast") return check_broadcast(history);
  if (workload == "g-counter") return check_g_counter(history);
  if (workload == "kafka") return check_kafka(history);
  if (workload == "txn-rw-register") return check_txn_rw_register(history, options);
  throw std::invalid_argument("unknown workload: " + workload);
}

}  // namespace

Json check(const std::string& workload, const History& history, const CheckOptions& options) {
  const std::vector<std::size_t> pairs = pair_ops(history);  // throws for what is no history
  Json result = judged(workload, history, options);
  tell_other_answers(history, pairs, result);
  return result;
}

const std::vector<std::string>& workload_names() {
  static const std::vector<std::string> names = {"echo",      "unique-ids", "broadcast",
                                                 "g-counter", "kafka",      "txn-rw-register"};
  return names;
}

}  // namespace eddy
