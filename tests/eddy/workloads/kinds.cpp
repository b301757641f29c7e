#include "tests/eddy/workloads/kinds.hpp"

#include <stdexcept>

#include "glomers/complaint.hpp"
#include "tests/eddy/workloads/broadcast/broadcast.hpp"
#include "tests/eddy/workloads/echo/echo.hpp"
#include "tests/eddy/workloads/g_counter/g_counter.hpp"
#include "tests/eddy/workloads/g_set/g_set.hpp"
#include "tests/eddy/workloads/kafka/kafka.hpp"
#include "tests/eddy/workloads/lin_kv/lin_kv.hpp"
#include "tests/eddy/workloads/load_workload.hpp"
#include "tests/eddy/workloads/pn_counter/pn_counter.hpp"
#include "tests/eddy/workloads/txn_list_append/txn_list_append.hpp"
#include "tests/eddy/workloads/txn_rw_register/txn_rw_register.hpp"
#include "tests/eddy/workloads/unique_ids/unique_ids.hpp"

namespace eddy {

const std::vector<const WorkloadKind*>& workload_kinds() {
  static const std::vector<const WorkloadKind*> kinds = {
      &echo_kind(),  &unique_ids_kind(),      &broadcast_kind(), &g_counter_kind(),
      &kafka_kind(), &txn_rw_register_kind(), &lin_kv_kind(),    &txn_list_append_kind(),
      &g_set_kind(), &pn_counter_kind()};
  return kinds;
}

const WorkloadKind& workload_kind(const std::string& name) {
  for (const WorkloadKind* kind : workload_kinds())
    if (kind->name() == name) return *kind;
  if (names_module(name)) return load_workload(name);
  throw std::invalid_argument("no workload '" + name + "': one of " +
                              glomers::joined(workload_names(), ", ") +
                              ", or the file of a module, such as ./bank.so");
}

std::unique_ptr<Workload> make_workload(const std::string& name, const WorkloadOptions& options) {
  return workload_kind(name).make(options);
}

const std::vector<std::string>& workload_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const WorkloadKind* kind : workload_kinds()) all.push_back(kind->name());
    return all;
  }();
  return names;
}

}  // namespace eddy
