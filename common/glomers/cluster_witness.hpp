#pragma once

#include <cstdint>
#include <string>

#include "glomers/json.hpp"

namespace glomers {

/// Watches the nodes of one cluster while a simulator or a test runs them: what they say of
/// the logs that they share has to fit together. Whatever does not is an InvariantError of the
/// node that says it.
class ClusterWitness {
 public:
  virtual ~ClusterWitness() = default;

  struct Holder {
    const std::string& node;  ///< its id
    const std::string& log;   ///< the log's name
  };

  /// The node holds this entry at this position, and all before it that it will ever hold.
  virtual void holds(const Holder& holder, std::uint64_t position, const Json& entry) = 0;

  /// Some node takes it that this one holds so much of the log.
  virtual void is_believed_to_hold(const Holder& holder, std::uint64_t length) = 0;
};

}  // namespace glomers
