#include <set>

#include "tests/catch.hpp"
#include "tests/eddy/run/trial.hpp"

namespace eddy {
namespace {

/// Values and reads of a history, and what it keeps of them.
struct Sizes {
  std::size_t broadcast = 0;
  std::size_t told = 0;  ///< by all reads together
  std::size_t kept = 0;
};

Sizes sizes_of(const History& history) {
  Sizes sizes;
  std::set<const GrowingList*> lists;
  for (const Op& op : history) {
    if (op.f == "broadcast" && op.type == OpType::ok) ++sizes.broadcast;
    if (op.f != "read" || op.type != OpType::ok) continue;
    sizes.told += op.value.size();
    if (!op.value.list())
      sizes.kept += op.value.size();
    else if (lists.insert(op.value.list()->list.get()).second)
      sizes.kept += op.value.list()->list->size();
  }
  return sizes;
}

TEST_CASE("a history keeps of its reads each node's values once") {
  TestOptions options;
  options.workload = "broadcast";
  options.simulate = true;
  options.node_count = 3;
  options.rate = 1000;
  options.time_limit_s = 4;
  const Trial trial = run_trial(options);
  CHECK(trial.passed);
  const Sizes sizes = sizes_of(trial.history());
  INFO("broadcast " << sizes.broadcast << ", told " << sizes.told << ", kept " << sizes.kept);
  CHECK(sizes.broadcast > 1000);
  CHECK(sizes.told > 100 * sizes.broadcast);
  CHECK(sizes.kept < 7 * sizes.broadcast);  // three nodes, and the short reads of the beginning
}

}  // namespace
}  // namespace eddy
