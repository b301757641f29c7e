#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "glomers/replication/batch.hpp"
#include "glomers/replication/logs.hpp"

namespace glomers {

/// Of every number that nodes tell each other, positions, lengths, stamps and clocks: below
/// it each one is exact in any reader of JSON, and sums of a few do not overflow.
inline constexpr std::int64_t max_number = std::int64_t{1} << 53;

/// Starts of one node of which this node keeps logs.
inline constexpr std::size_t max_incarnations = 10'000;

/// Throws RpcError malformed-request if the application cannot take this entry.
using EntryCheck = std::function<void(const Json& entry)>;

/// Throws malformed-request unless 0 <= n < max_number; `where` names the field.
void check_number(const std::string& where, std::int64_t n);

/// What a node checks in a batch before it changes anything.
struct BatchCheck {
  const Logs& logs;
  const std::string& sender;  ///< the id of a node of this cluster
  const std::string& own;     ///< the name of this incarnation's log
  std::uint64_t own_length;   ///< entries on their way to the journal included
  const EntryCheck& entry;    ///< for entries that are new here; may be null

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
