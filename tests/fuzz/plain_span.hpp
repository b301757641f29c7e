#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "tests/eddy/history/history.hpp"

/// The plain judges of transactions, which share nothing with the judge but the history.
namespace eddy::plain {

/// When a transaction ran, and how it ended.
struct Span {
  std::int64_t process = 0;
  std::size_t begin = 0;  ///< places in the history
  std::optional<std::size_t> end;
  OpType outcome = OpType::invoke;  ///< invoke if there is none

  bool ok() const { return outcome == OpType::ok; }
  bool precedes(const Span& other) const { return end && *end < other.begin; }
};

}  // namespace eddy::plain
