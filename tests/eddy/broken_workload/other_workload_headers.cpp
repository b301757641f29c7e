// A workload's module that was built with other headers than eddy.

struct WorkloadModule {
  const char* stamp;
  void (*workload)();
};

extern "C" {
extern const WorkloadModule glomers_workload_module;
const WorkloadModule glomers_workload_module = {
    "glomers 0.1.0 (headers 000000000000), headers of workloads 000000000000", nullptr};
}
