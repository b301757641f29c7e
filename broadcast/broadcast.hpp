#pragma once

#include <memory>
#include <string>
#include <unordered_set>

#include "glomers/program.hpp"
#include "glomers/replication/replica.hpp"

namespace broadcast {

using namespace glomers;

/// Challenge 3: every value that any node was given comes to be read on all
/// nodes. The values are the entries of the replication engine; `topology` is
/// acknowledged and not used, as the engine brings its own.
class Broadcast {
 public:
  /// `flush_interval`: the longest wait of a value on its way, for fewer messages.
  /// `durable`: acknowledged values survive the death of any nodes.
  Broadcast(Node& node, Time flush_interval, bool durable);

 private:
  void add(const Json& value);
  void answer_read(const Message& request);

  Node& node_;
  std::unordered_set<std::string> values_;       ///< each as JSON
  std::string text_ = "[";                       ///< all values as JSON, but for the last bracket
  std::shared_ptr<const std::string> complete_;  ///< the same, complete; null if out of date
  Replica replica_;
};

Program program();

}  // namespace broadcast
