#pragma once

#include <filesystem>

#include "tests/eddy/test_options.hpp"

namespace eddy {

/// Runs a simulated test that fails and shrinks it. Prints on standard output the
/// commands that show it again, the anomalies, and the end of the smallest
/// failing test; all of that, with its history and results, goes into the folder.
void report_failure(const TestOptions& failing, const std::filesystem::path& folder);

}  // namespace eddy
