#include "tests/eddy/search/operations_done.hpp"

#include <algorithm>
#include <numeric>

namespace eddy {

std::vector<std::size_t> operations_done(const TestOptions& options, const History& history) {
  if (options.operations) return options.operations->numbers();
  const auto done = std::count_if(history.begin(), history.end(), [](const Op& op) {
    return op.process != nemesis_process && op.type == OpType::invoke && !op.final;
  });
  std::vector<std::size_t> all(static_cast<std::size_t>(done));
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

}  // namespace eddy
