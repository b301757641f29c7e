#pragma once

#include "tests/eddy/history/history.hpp"
#include "tests/eddy/judge/findings.hpp"
#include "tests/eddy/judge/values.hpp"

namespace eddy {

/// Stands for no position in the history.
inline constexpr std::ptrdiff_t nowhere = -1;

/// What a history says of one element; positions in the history.
struct Element {
  std::size_t number = 0;                 ///< in the order in which they were first put in
  std::ptrdiff_t invoked = nowhere;       ///< the last time that it was put in
  std::ptrdiff_t known = nowhere;         ///< its first ok, or that of a read that holds it
  std::ptrdiff_t last_present = nowhere;  ///< invocation of the latest read that holds it
  std::ptrdiff_t last_absent = nowhere;   ///< and of the latest one that lacks it
};

struct Elements {
  ValueNumbers values;  ///< the element behind each number
  std::vector<Element> elements;
};

/// Goes through the history twice: forwards for what is seen, backwards for what
/// is missing. The time is linear in the sizes of all reads together: an element
/// takes part in the backward pass only until the first read that lacks it.
/// `add` is the operation that puts an element in. `beyond` takes what is odd about the reads
/// but not judged.
Elements trace_elements(const History& history, const std::string& add, Findings& beyond);

}  // namespace eddy
