#pragma once

#include "tests/eddy/workloads/workload_kind.hpp"

namespace eddy {

const WorkloadKind& lin_kv_kind();

}  // namespace eddy
