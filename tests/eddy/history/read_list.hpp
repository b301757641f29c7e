#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "tests/eddy/history/growing_list.hpp"

namespace eddy {

/// The list that a read told, cut out of the line of its op.
struct CutList {
  SharedList list;
  std::size_t at = 0;  ///< where in the line `null` stands instead
};

/// Cuts the list out of a line of history.jsonl. If the op is no read of a long list, or its text
/// is not plain (JsonScan), there is none, and the line stays as it was.
std::optional<CutList> cut_read_list(std::string& line, GrowingLists& lists);

}  // namespace eddy
