#pragma once

#include <string>
#include <vector>

#include "tests/eddy/workloads/workload_kind.hpp"

namespace eddy {

/// All workloads, those of the challenges first, in their order.
const std::vector<const WorkloadKind*>& workload_kinds();

/// Throws std::invalid_argument for an unknown name.
const WorkloadKind& workload_kind(const std::string& name);

/// Their names, in the same order.
const std::vector<std::string>& workload_names();

}  // namespace eddy
