#pragma once

#include <optional>
#include <vector>

#include "tests/eddy/history/history.hpp"
#include "tests/eddy/judge/cannot_judge.hpp"
#include "tests/eddy/judge/values.hpp"

namespace eddy {

/// One micro-operation: the append of an element, or a read of a whole list.
struct AppendMicroOp {
  bool is_append = false;
  bool is_null = false;  ///< a read that found no list
  int key = 0;           ///< number in AppendHistory::keys
  /// Numbers in AppendHistory::elements: the one that is appended, or those that were read.
  std::vector<int> elements;
};

struct AppendTxn {
  const Op* begin = nullptr;  ///< its invocation
  const Op* end = nullptr;    ///< its completion, null if there is none
  std::vector<AppendMicroOp> invoked;
  std::vector<AppendMicroOp> completed;

  bool ok() const { return end && end->type == OpType::ok; }
  bool failed() const { return end && end->type == OpType::fail; }
  /// Its completion is ok or of an unknown outcome: it takes part in the graph.
  bool counts() const { return end && !failed(); }
  const Op& op() const { return end ? *end : *begin; }
};

/// An element of a key's list.
struct AppendElement {
  int key = 0;
  std::size_t value = 0;           ///< number in AppendHistory::values
  std::optional<int> appended_by;  ///< the transaction whose completion appends it
  std::optional<int> failed_by;    ///< the one that failed to
};

/// A history as transactions over numbered keys and elements. Holds pointers into the
/// history it was made from.
struct AppendHistory {
  std::vector<AppendTxn> txns;  ///< by completion; those without one at the end
  ValueNumbers keys;
  ValueNumbers values;
  std::vector<AppendElement> elements;

  const Json& key(int number) const { return keys.value(static_cast<std::size_t>(number)); }
  const Json& value(int element) const {
    return values.value(elements[static_cast<std::size_t>(element)].value);
  }
  /// Null and false are no elements to Elle where it looks for what precedes what.
  bool counts_as_element(int element) const {
    return !value(element).is_null() && value(element) != false;
  }
};

/// Nemesis ops are left out. Throws CannotJudge where the real checker throws while it
/// reads: for a micro-operation that is neither "r" nor "append", a read of what is no list,
/// an ok value of null, and an element that is appended twice to a key; HistoryError for a
/// value that is no list of micro-operations.
AppendHistory read_appends(const History& history);

}  // namespace eddy
