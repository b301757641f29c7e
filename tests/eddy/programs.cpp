#include "tests/eddy/programs.hpp"

#include <stdexcept>
#include <vector>

#include "echo/echo.hpp"
#if __has_include("unique_ids/unique_ids.hpp")
#include "unique_ids/unique_ids.hpp"
#define HAVE_UNIQUE_IDS
#endif
#if __has_include("broadcast/broadcast.hpp")
#include "broadcast/broadcast.hpp"
#define HAVE_BROADCAST
#endif
#if __has_include("g_counter/g_counter.hpp")
#include "g_counter/g_counter.hpp"
#define HAVE_G_COUNTER
#endif
#if __has_include("kafka_log/kafka_log.hpp")
#include "kafka_log/kafka_log.hpp"
#define HAVE_KAFKA_LOG
#endif
#if __has_include("txn_rw_register/txn_rw_register.hpp")
#include "txn_rw_register/txn_rw_register.hpp"
#define HAVE_TXN_RW_REGISTER
#endif
#include "tests/eddy/broken_node.hpp"

namespace eddy {
namespace {

struct Solution {
  std::string workload;
  glomers::Program program;
};

const std::vector<Solution>& solutions() {
  static const std::vector<Solution> all = {
      {"echo", glomers::echo_program()},
#ifdef HAVE_UNIQUE_IDS
      {"unique-ids", glomers::unique_ids_program()},
#endif
#ifdef HAVE_BROADCAST
      {"broadcast", glomers::broadcast_program()},
#endif
#ifdef HAVE_G_COUNTER
      {"g-counter", glomers::g_counter_program()},
#endif
#ifdef HAVE_KAFKA_LOG
      {"kafka", glomers::kafka_log_program()},
#endif
#ifdef HAVE_TXN_RW_REGISTER
      {"txn-rw-register", glomers::txn_rw_register_program()},
#endif
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
