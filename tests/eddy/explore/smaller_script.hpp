#pragma once

#include <functional>

#include "tests/eddy/explore/explorer.hpp"

namespace eddy {

/// A test and the schedule with which it fails.
struct FailingTest {
  ExploredTest test;
  Failure failure;
};

/// Leaves out operations one by one, as long as some schedule with no more deviations fails with
/// the same anomalies. Each smaller test is explored anew, within the budget.
FailingTest with_fewer_operations(FailingTest failing, ExploreOptions options,
                                  const std::function<void(const Exploration&)>& on_progress);

}  // namespace eddy
