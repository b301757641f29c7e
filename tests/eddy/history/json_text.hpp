#pragma once

#include <string>
#include <string_view>

#include "glomers/json_scan.hpp"
#include "tests/eddy/history/history.hpp"

namespace eddy {

/// A history may be nested deeper than input, as it puts what nodes said into values of its own.
inline constexpr int max_history_nesting = glomers::max_input_nesting + 10;

/// Parses JSON that a person may have written. Throws HistoryError that names
/// the place: "line 3, column 5: no JSON from here on: ...".
/// `first_line` is the number of the text's first line in its file, counted from 1.
Json parse_json_text(const std::string& text, std::size_t first_line = 1);

/// The value at "name/name/..." in nested objects; nullptr if there is none.
const Json* value_at(const Json& json, const std::string& path);

}  // namespace eddy
