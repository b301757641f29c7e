// What glomers_workload() (CMake) compiles beside the source that defines module_workload():
// what eddy finds in the module.

#include "eddy/workloads/workload_module.hpp"

extern "C" {
extern __attribute__((visibility("default"))) const eddy::WorkloadModule glomers_workload_module;
const eddy::WorkloadModule glomers_workload_module = {EDDY_WORKLOAD_STAMP, &eddy::module_workload};
}
