#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "glomers/replication/index.hpp"

namespace glomers {

/// A length for each log; 0 for a log of which nothing was said.
class Lengths {
 public:
  std::uint64_t operator[](LogId log) const {
    return log.value() < lengths_.size() ? lengths_[log.value()] : 0;
  }

  void set(LogId log, std::uint64_t length) {
    if (lengths_.size() <= log.value()) lengths_.resize(log.value() + 1);
    lengths_[log.value()] = length;
  }

  /// It is at least so long.
  void raise(LogId log, std::uint64_t length) { set(log, std::max((*this)[log], length)); }

  void raise(const Lengths& others) {
    for (const LogId log : others.logs()) raise(log, others[log]);
  }

  /// All logs of which something was said, and perhaps others before them.
  Indices<IncarnationLog> logs() const { return Indices<IncarnationLog>(lengths_.size()); }

  void clear() { lengths_.clear(); }

 private:
  std::vector<std::uint64_t> lengths_;
};

}  // namespace glomers
