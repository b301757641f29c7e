#pragma once

#include "tests/eddy/test_options.hpp"

namespace eddy {

/// Runs a simulated test that fails, shrinks it, and prints on standard output
/// the commands that show it again, the anomalies and the smallest history.
void report_failure(const TestOptions& failing);

}  // namespace eddy
