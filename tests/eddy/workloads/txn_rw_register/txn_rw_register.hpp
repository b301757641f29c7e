#pragma once

#include "tests/eddy/workloads/workload_kind.hpp"

namespace eddy {

const WorkloadKind& txn_rw_register_kind();

}  // namespace eddy
