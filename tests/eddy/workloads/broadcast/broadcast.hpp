#pragma once

#include "tests/eddy/workloads/workload_kind.hpp"

namespace eddy {

const WorkloadKind& broadcast_kind();

}  // namespace eddy
