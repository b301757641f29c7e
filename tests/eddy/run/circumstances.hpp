#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/eddy/history/fault_span.hpp"

namespace eddy {

/// A fault that touched one of the nodes that a finding is about.
struct Circumstance {
  const FaultSpan* fault;
  std::string node;
  std::string effect;  ///< "cut off from n1"; see effect_on()
  bool between;        ///< not during one of the finding's operations, but between them
};

/// What a history knows of the operations of a finding. Where the history does not tell which
/// nodes they asked, no fault is known to have touched them.
class Circumstances {
 public:
  explicit Circumstances(const History& history);

  /// Positions in the history of the operations with these indices.
  std::vector<std::size_t> places_of(const Json& operations) const;

  std::int64_t time_of(std::size_t op) const { return history_[op].time_ns; }

  /// What was on while these operations lasted, and then what came and went between
  /// the first and the last.
  std::vector<Circumstance> around(const std::vector<std::size_t>& ops) const;

  /// The same in sentences: "n2 was cut off from n0 n1 since 0.500 s." Empty for a test
  /// without faults.
  std::string told(const std::vector<Circumstance>& circumstances) const;

 private:
  struct Span {
    std::int64_t begin_ns;
    std::int64_t end_ns;
  };

  /// From its operation's beginning to its end.
  Span span_of(std::size_t op) const;

  const History& history_;
  std::vector<std::size_t> pairs_;
  std::vector<FaultSpan> faults_;
};

}  // namespace eddy
