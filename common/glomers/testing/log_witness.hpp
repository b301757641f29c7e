#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "glomers/cluster_witness.hpp"

namespace glomers {

/// Compares the logs of all nodes of a cluster, those of dead nodes included: logs of one name are
/// equal up to the shorter. And nobody is believed to hold what it never held.
class LogWitness : public ClusterWitness {
 public:
  void holds(const Holder& holder, std::uint64_t position, const Json& entry) override;
  void is_believed_to_hold(const Holder& holder, std::uint64_t length) override;

 private:
  struct Log {
    std::vector<std::optional<Json>> entries;   ///< none where no node has shown its own
    std::map<std::string, std::uint64_t> held;  ///< by node: the longest prefix that it ever held
  };

  std::map<std::string, Log> logs_;
};

}  // namespace glomers
