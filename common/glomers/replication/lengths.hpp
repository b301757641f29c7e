#pragma once

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

  void clear() { lengths_.clear(); }

 private:
  std::vector<std::uint64_t> lengths_;
};

}  // namespace glomers
