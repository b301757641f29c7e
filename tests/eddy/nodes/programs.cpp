#include "tests/eddy/nodes/programs.hpp"

#include <stdexcept>
#include <vector>

#include "broadcast/broadcast.hpp"
#include "echo/echo.hpp"
#include "g_counter/g_counter.hpp"
#include "kafka_log/kafka_log.hpp"
#include "tests/eddy/nodes/broken_node.hpp"
#include "txn_rw_register/txn_rw_register.hpp"
#include "unique_ids/unique_ids.hpp"

namespace eddy {
namespace {

struct Solution {
  std::string workload;
  glomers::Program program;
};

const std::vector<Solution>& solutions() {
  static const std::vector<Solution> all = {
      {"echo", glomers::echo_program()},
      {"unique-ids", glomers::unique_ids_program()},
      {"broadcast", glomers::broadcast_program()},
      {"g-counter", glomers::g_counter_program()},
      {"kafka", glomers::kafka_log_program()},
      {"txn-rw-register", glomers::txn_rw_register_program()},
      {"", broken_node_program()},
  };
  return all;
}

}  // namespace

glomers::Program find_program(const std::string& workload, const std::string& name) {
  std::string names;
  for (const auto& [solves, program] : solutions()) {
    if (name.empty() ? solves == workload : program.name == name) return program;
    names += " " + program.name;
  }
  throw std::invalid_argument("no node '" + (name.empty() ? workload : name) +
                              "' to simulate:" + names);
}

}  // namespace eddy
