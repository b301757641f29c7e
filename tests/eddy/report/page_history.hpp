#pragma once

#include <iosfwd>
#include <string>

namespace eddy {

/// A history as the page gets it.
struct PageHistory {
  /// The lines of history.jsonl; where a read told a long list, its value is
  /// {"list": which line of `lists`, "first": so many of its values}.
  std::string ops;
  std::string lists;  ///< a JSON array a line
};

/// Makes it of a history.jsonl, whose reads may tell more than fits into a page, or into memory.
PageHistory page_history(std::istream& in);

}  // namespace eddy
