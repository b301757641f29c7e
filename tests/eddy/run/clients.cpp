#include "tests/eddy/run/clients.hpp"
#include "tests/eddy/workloads/kinds.hpp"

#include "tests/eddy/load/worker.hpp"

namespace eddy {

Clients::Clients(const TestOptions& options)
    : threads_(worker_count(options)),
      nodes_(node_ids(options)),
      reusable_(make_workload(options.workload, workload_options(options))->reusable_clients()) {}

std::size_t Clients::node_number(std::int64_t process) const {
  return static_cast<std::size_t>(process % threads_) % nodes_.size();
}

std::string Clients::node_of(std::int64_t process) const {
  return nodes_[node_number(process)];
}

std::string Clients::client_of(std::int64_t process) const {
  return client_id(reusable_ ? process % threads_ : process);
}

}  // namespace eddy
