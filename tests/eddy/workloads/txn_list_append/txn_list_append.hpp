#pragma once

#include "tests/eddy/workloads/workload_kind.hpp"

namespace eddy {

const WorkloadKind& txn_list_append_kind();

}  // namespace eddy
