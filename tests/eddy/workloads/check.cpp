#include "tests/eddy/workloads/check.hpp"

#include "tests/eddy/workloads/kinds.hpp"
#include "tests/eddy/workloads/other_answers.hpp"

namespace eddy {

Json check(const std::string& workload, const History& history, const CheckOptions& options) {
  const WorkloadKind& kind = workload_kind(workload);
  const std::vector<std::size_t> pairs = pair_ops(history);  // throws for what is no history
  Json result = kind.check(history, options);
  tell_other_answers(history, pairs, result);
  return result;
}

}  // namespace eddy
