#pragma once

#include <string>

#include "tests/eddy/history/history.hpp"

namespace eddy {

/// Parses JSON that a person may have written. Throws HistoryError that names
/// the place: "line 3, column 5: no JSON from here on: ...".
/// `first_line`: the number of the text's first line in its file, from 1.
Json parse_json_text(const std::string& text, std::size_t first_line = 1);

}  // namespace eddy
