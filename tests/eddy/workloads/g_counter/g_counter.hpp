#pragma once

#include "tests/eddy/workloads/workload_kind.hpp"

namespace eddy {

const WorkloadKind& g_counter_kind();

}  // namespace eddy
