#pragma once

#include <cstdint>
#include <string>

#include "glomers/program.hpp"

namespace unique_ids {

using namespace glomers;

/// Answers every `generate` with an id that no other node and no other start of
/// this node ever gives out.
Program program();

/// Makes UUIDs of version 7 (RFC 9562, section 5.7) without asking anybody:
///
///   48 bits  Unix time in ms
///    4 bits  version: 7
///   12 bits  counter within the millisecond
///    2 bits  variant: binary 10
///   16 bits  the node's index
///   46 bits  drawn at random when the node starts
class UniqueIds {
 public:
  UniqueIds(std::uint64_t node_index, Random& random);

  /// The next id, greater (as a string) than all before it. If the clock stands still or steps
  /// back, the time within the id runs on by itself.
  std::string next(std::int64_t unix_ms);

 private:
  std::uint64_t origin_;  ///< index and random bits: the same in every id
  std::int64_t last_ms_ = 0;
  unsigned counter_ = 0;
};

}  // namespace unique_ids
