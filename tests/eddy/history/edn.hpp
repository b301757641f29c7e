#pragma once

#include <functional>
#include <stdexcept>
#include <string_view>

#include "glomers/json.hpp"

namespace eddy {

using glomers::Json;

/// Text that is no EDN; what() says what is wrong and at which byte.
struct EdnError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Reads one EDN value, such as the results.edn of Maelstrom, as JSON, under the names that eddy
/// itself uses. Keywords and symbols are strings, without the colon and a closing question mark.
/// Map keys of any other type are strings, too, as they are printed. Lists, vectors and sets are
/// arrays. A tagged value loses its tag. nil, NaN and infinities are null, ratios become fractions.
/// Throws EdnError.
Json read_edn(std::string_view text);

/// Reads one value after the other, such as those of a history.edn.
void read_edn_values(std::string_view text, const std::function<void(Json)>& take);

}  // namespace eddy
