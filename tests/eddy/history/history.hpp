#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <stdexcept>
#include <string>
#include <vector>

#include "eddy/history/value.hpp"

namespace eddy {

enum class OpType { invoke, ok, fail, info };

/// Process number of the nemesis; clients count from 0.
inline constexpr std::int64_t nemesis_process = -1;

/// One event of a history: a client begins an operation (invoke) or learns its
/// outcome. `fail` means that it certainly did not happen, `info` that nobody knows.
struct Op {
  std::int64_t index = 0;
  std::int64_t time_ns = 0;
  OpType type = OpType::invoke;
  std::int64_t process = 0;
  std::string f;
  Value value;
  bool final = false;
  bool seek_to_beginning = false;
  Json error;  ///< free form, null if there is none
  /// Of kafka's assign: the committed offsets that the node told, by key; else null.
  Json committed = nullptr;
  /// Of kafka's poll: the keys that came and had not been asked for; null if there are none.
  Json unasked = nullptr;
  /// Who asked whom, which the bench knows and a history does not tell: "c4", "n0". Else empty.
  std::string client = {};
  std::string node = {};
};

using History = std::vector<Op>;

/// Text that is no history; what() names the line (counted from 1) and the field.
struct HistoryError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// An op that does not fit into its history, or whose value no checker can make
/// sense of; what() begins with the op's index, f and process.
struct OpError : HistoryError {
  OpError(const Op& op, const std::string& what);
  std::int64_t index;
};

const char* to_string(OpType type);

/// The op as one JSON object; `final`, `seek-to-beginning` and `error` only where set.
Json to_json(const Op& op);

/// The reverse. Throws HistoryError that names the missing or ill-typed field.
Op op_from_json(const Json& json);

/// Reads one op a line. Throws HistoryError with the line number.
History read_history(std::istream& in);

/// The ops of a JSON array. Throws HistoryError that names op and field.
History history_from_json(const Json& json);

/// Stands for the other half of an op that has none.
inline constexpr std::size_t unpaired = static_cast<std::size_t>(-1);

/// For each op the position of its other half: an invocation's completion, a
/// completion's invocation; `unpaired` for invocations still open at the end, for unknown
/// outcomes of what was never begun, and for the nemesis. Throws OpError where indices do not rise,
/// a process begins an operation before its last one is over, or completes what it did not begin.
std::vector<std::size_t> pair_ops(const History& history);

void write_history(std::ostream& out, const History& history);

}  // namespace eddy
