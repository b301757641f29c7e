#pragma once

#include <filesystem>

namespace eddy {

/// Writes index.html in the folder: a table of the tests below it that left a report, the newest
/// first, with a link to each. At most `max_listed` tests are in it. Above it stands the folder's
/// table.txt, if there is one. Returns the path of index.html.
std::filesystem::path write_index(const std::filesystem::path& folder);

inline constexpr std::size_t max_listed = 200;

}  // namespace eddy
