#include <eddy/workload.hpp>

// A workload that cannot even be had.

const eddy::WorkloadKind& eddy::module_workload() {
  throw std::runtime_error("there is no such workload yet");
}
