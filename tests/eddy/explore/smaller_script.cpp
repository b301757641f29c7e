#include "tests/eddy/explore/smaller_script.hpp"

#include <utility>

namespace eddy {

FailingTest with_fewer_operations(FailingTest failing, ExploreOptions options,
                                  const std::function<void(const Exploration&)>& on_progress) {
  options.deviations = failing.failure.schedule.size();
  for (std::size_t i = failing.test.script.size(); i-- > 0;) {
    ExploredTest smaller = failing.test;
    smaller.script.erase(smaller.script.begin() + static_cast<std::ptrdiff_t>(i));
    const Exploration found = explore(smaller, options, on_progress);
    if (found.interrupted) break;
    if (found.failure && found.failure->anomalies == failing.failure.anomalies)
      failing = {std::move(smaller), *found.failure};
  }
  return failing;
}

}  // namespace eddy
