#pragma once

#include <vector>

#include "tests/eddy/history/history.hpp"
#include "tests/eddy/judge/values.hpp"

namespace eddy {

/// Ids are ints to keep the graphs small; containers count in size_t.
inline std::size_t at(int id) {
  return static_cast<std::size_t>(id);
}

/// A value that some transaction read from or wrote to a key, or meant to. Null is
/// the version that every key begins with.
struct TxnVersion {
  int key = 0;  ///< number in TxnHistory::keys
  bool is_initial = false;
  std::size_t value = 0;  ///< number in TxnHistory::values
};

/// One micro-operation. Versions are indices into TxnHistory::versions.
struct MicroOp {
  bool is_write = false;
  int version = 0;
};

struct Txn {
  const Op* begin = nullptr;       ///< its invocation
  const Op* end = nullptr;         ///< its completion, null if there is none
  std::vector<MicroOp> micro_ops;  ///< of its completion; without one, its writes
  std::vector<int> reads;          ///< external: first access of a key, where that is a read
  std::vector<int> writes;         ///< external: last write of a key; by number of the key

  bool ok() const { return end != nullptr && end->type == OpType::ok; }
  bool failed() const { return end != nullptr && end->type == OpType::fail; }
  /// Its writes may have happened: ok, info, or without a completion.
  bool may_have_happened() const { return !failed(); }
  /// The op that tells most about it.
  const Op& op() const { return end != nullptr ? *end : *begin; }
};

/// The last op, an invocation or a completion, that writes a version and then its key
/// again; both null if there is none.
struct Overwriter {
  const Op* begin = nullptr;  ///< the invocation of the transaction
  const Op* op = nullptr;
};

/// A history as transactions over numbered versions. Holds pointers into the
/// history it was made from.
struct TxnHistory {
  std::vector<Txn> txns;  ///< by completion; those without one at the end
  ValueNumbers keys;
  ValueNumbers values;
  std::vector<TxnVersion> versions;
  std::vector<Overwriter> overwriters;  ///< by version
  bool has_mixed_key_types = false;

  const Json& key_of(int version) const { return keys.value(at(versions[at(version)].key)); }
  const Json& value_of(int version) const { return values.value(versions[at(version)].value); }
};

/// Nemesis ops are left out. A null in place of a list is an empty one. Throws
/// HistoryError for another value that is not a list of ["r" or "w", key, value].
TxnHistory read_txns(const History& history);

}  // namespace eddy
