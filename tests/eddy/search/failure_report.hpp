#pragma once

#include <filesystem>

#include "tests/eddy/run/options.hpp"
#include "tests/eddy/run/store.hpp"

namespace eddy {

/// Runs a simulated test that fails and shrinks it. Prints on standard output the
/// commands that show it again, the anomalies, and what happens in the smallest
/// failing test; that goes into the folder, one of the store, with its history and results. Ends
/// with the lines of where_next().
void report_failure(const TestOptions& failing, Store& store, const std::filesystem::path& folder);

}  // namespace eddy
