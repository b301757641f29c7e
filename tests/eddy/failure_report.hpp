#pragma once

#include "tests/eddy/test_options.hpp"

namespace eddy {

/// Runs a simulated test that fails, shrinks it, and prints on standard output
/// the commands that show it again, the anomalies and the smallest history; all
/// of the latter goes to timeline.txt in a new folder of the store.
void report_failure(const TestOptions& failing, const std::string& store_root);

}  // namespace eddy
