#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "tests/eddy/history/history.hpp"
#include "tests/fuzz/plain_span.hpp"

namespace eddy::plain {

using Value = std::optional<std::int64_t>;

struct MicroOp {
  bool is_write;
  std::int64_t key;
  Value value;
};
using MicroOps = std::vector<MicroOp>;

struct Txn : Span {
  MicroOps invoked;
  MicroOps micro_ops;  ///< of the completion, or of the invocation without one

  std::optional<Value> read(std::int64_t key) const;   ///< external
  std::optional<Value> write(std::int64_t key) const;  ///< external
};

struct Txns {
  std::vector<Txn> txns;
  std::set<std::int64_t> keys;
};

/// Keys and values are whole numbers, or null.
Txns read_txns(const History& history);

}  // namespace eddy::plain
