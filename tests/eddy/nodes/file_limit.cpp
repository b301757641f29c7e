#include "tests/eddy/nodes/file_limit.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <climits>

#include "tests/platform.hpp"

namespace eddy {
namespace {

/// A node needs so many open files: the ends of three pipes, and its log.
constexpr rlim_t files_of_a_node = 4;
/// The bench needs so many beside the nodes: for the standard streams, the store, and the other
/// ends of pipes while a node is started.
constexpr rlim_t other_files = 32;

rlimit current_limit() {
  rlimit limit = {};
  getrlimit(RLIMIT_NOFILE, &limit);
  return limit;
}

/// The limit as it was when this was called first.
const rlimit& limit_before() {
  static const rlimit limit = current_limit();
  return limit;
}

}  // namespace

int processes_that_fit() {
  const rlim_t most = max_open_files(limit_before());
  if (most == RLIM_INFINITY) return INT_MAX;
  const rlim_t fit = (most - std::min(most, other_files)) / files_of_a_node;
  return static_cast<int>(std::min<rlim_t>(fit, INT_MAX));
}

void raise_file_limit() {
  const rlimit raised = {max_open_files(limit_before()), limit_before().rlim_max};
  setrlimit(RLIMIT_NOFILE, &raised);
}

void restore_file_limit() {
  setrlimit(RLIMIT_NOFILE, &limit_before());
}

}  // namespace eddy
