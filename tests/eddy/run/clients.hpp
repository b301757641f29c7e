#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/eddy/run/options.hpp"

namespace eddy {

/// Who stands behind the processes of a history. Process p belongs to thread
/// p modulo the number of threads, thread t talks to node t modulo theirs.
class Clients {
 public:
  explicit Clients(const TestOptions& options);

  std::size_t node_number(std::int64_t process) const;
  std::string node_of(std::int64_t process) const;

  /// Its name on the network.
  std::string client_of(std::int64_t process) const;

 private:
  std::int64_t threads_;
  std::vector<std::string> nodes_;
  bool reusable_;
};

}  // namespace eddy
