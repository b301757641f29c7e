#pragma once

#include <filesystem>

namespace eddy {

/// index.html in the folder: a table of the tests below it that left a report, the newest first,
/// each linked to it; above it the folder's table.txt, if there is one. At most `most_listed`
/// tests. Returns its path.
std::filesystem::path write_index(const std::filesystem::path& folder);

inline constexpr std::size_t most_listed = 200;

}  // namespace eddy
