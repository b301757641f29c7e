#pragma once

#include <memory>
#include <stdexcept>
#include <string>

#include "tests/eddy/workloads/workload_kind.hpp"

namespace eddy {

/// The code of somebody's workload threw an exception, or gave what it must not. what() names the
/// workload and the function.
struct WorkloadFailure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The workload that `kind` gives. What its code throws becomes a WorkloadFailure, but for what
/// it may throw (workload_kind.hpp). `file` is what messages call it.
std::unique_ptr<WorkloadKind> guarded_kind(const std::string& file, const WorkloadKind& (*kind)());

}  // namespace eddy
