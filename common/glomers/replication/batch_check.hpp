#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "glomers/replication/batch.hpp"
#include "glomers/replication/logs.hpp"
#include "glomers/replication/replica.hpp"

namespace glomers {

/// This node keeps the logs of so many incarnations of each node.
inline constexpr std::size_t max_incarnations = 10'000;

/// What a node checks in a batch before it changes anything.
struct BatchCheck {
  const Logs& logs;
  const std::string& sender;         ///< the id of a node of this cluster
  const std::string& own;            ///< the name of this incarnation's log
  std::uint64_t own_length;          ///< entries on their way to the journal included
  const Replica::EntryCheck& entry;  ///< for entries that are new here; may be null

  /// Throws RpcError malformed-request that names the first field that is out of
  /// bounds or contradicts what is known.
  void check(const Batch& batch) const;

 private:
  void check_times(const Batch& batch) const;
  void check_length(const std::string& where, const std::string& name, std::int64_t n) const;
  void check_lengths(const std::string& where, const Batch::Lengths& lengths) const;
  void check_span(const std::string& name, const std::vector<Json>& span) const;
  void check_incarnations(const Batch& batch) const;
};

}  // namespace glomers
