#pragma once

#include <cstddef>
#include <string>

#include "eddy/history/value.hpp"

namespace eddy {

/// A sentence quotes no more of what a node said than so many bytes.
inline constexpr std::size_t max_quoted = 200;

/// The text. If it is longer, its beginning up to a whole character, and "...".
std::string cut_short(std::string text);

/// The value as JSON, cut short. Strings are valid UTF-8 in it, whatever they are.
std::string quote(const Json& value);
std::string quote(const Value& value);

}  // namespace eddy
