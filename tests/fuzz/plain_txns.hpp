#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "tests/eddy/history/history.hpp"

/// The plain judge of transactions, which shares nothing with the judge but the history.
namespace eddy::plain {

using Value = std::optional<std::int64_t>;

struct MicroOp {
  bool is_write;
  std::int64_t key;
  Value value;
};
using MicroOps = std::vector<MicroOp>;

struct Txn {
  std::int64_t process = 0;
  std::size_t begin = 0;  ///< places in the history
  std::optional<std::size_t> end;
  OpType outcome = OpType::invoke;  ///< invoke if there is none
  MicroOps invoked;
  MicroOps micro_ops;  ///< of the completion, or of the invocation without one

  bool ok() const { return outcome == OpType::ok; }
  bool precedes(const Txn& other) const { return end && *end < other.begin; }
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
