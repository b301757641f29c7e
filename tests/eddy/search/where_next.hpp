#pragma once

#include <filesystem>
#include <string>

#include "tests/eddy/run/options.hpp"

namespace eddy {

/// The last three lines about a test that failed: why it did, where to look in the folder
/// that has its files, what to try next.
std::string where_next(const TestOptions& options, const Json& results,
                       const std::filesystem::path& folder);

}  // namespace eddy
