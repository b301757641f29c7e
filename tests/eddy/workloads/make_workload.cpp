#include <stdexcept>

#include "tests/eddy/workloads/workloads.hpp"

namespace eddy {

std::unique_ptr<Workload> make_workload(const std::string& name, const WorkloadOptions& options) {
  if (name == "echo") return make_echo();
  if (name == "unique-ids") return make_unique_ids();
  if (name == "broadcast") return make_broadcast(options);
  if (name == "g-counter") return make_g_counter();
  if (name == "kafka") return make_kafka(options);
  if (name == "txn-rw-register") return make_txn_rw_register(options);
  throw std::invalid_argument("unknown workload: " + name);
}

}  // namespace eddy
