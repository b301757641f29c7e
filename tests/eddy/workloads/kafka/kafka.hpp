#pragma once

#include "tests/eddy/workloads/workload_kind.hpp"

namespace eddy {

const WorkloadKind& kafka_kind();

}  // namespace eddy
