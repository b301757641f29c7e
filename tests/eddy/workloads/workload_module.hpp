#pragma once

// A workload as a module, which eddy loads (common/cmake/workload_main.cpp makes it).

#include "eddy/workload_version.hpp"
#include "eddy/workloads/workload_kind.hpp"
#include "glomers/module.hpp"

/// What such a module and eddy must have in common, beyond what nodes' modules must.
#define EDDY_WORKLOAD_STAMP GLOMERS_STAMP ", headers of workloads " EDDY_WORKLOAD_HEADERS

namespace eddy {

/// The workload that a module's sources are. One of them defines this function.
/// glomers_workload() (CMake) makes the module.
const WorkloadKind& module_workload();

/// What a module shows under the name glomers_workload_module. The stamp comes first in every
/// version, so that it can be read whatever else has changed.
struct WorkloadModule {
  const char* stamp;
  const WorkloadKind& (*workload)();
};

}  // namespace eddy
