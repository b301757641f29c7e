#pragma once

#include <iosfwd>
#include <string>

#include "tests/eddy/workloads/check.hpp"

namespace eddy {

/// Whether the first line is a case, and no op.
bool holds_cases(const std::string& text);

/// Judges a file of cases (labelled_case.hpp), one a line, and prints a JSON object for each, and
/// their number by verdict. `workload` and `options` stand in for what a case does not say.
/// Returns the exit status. Throws HistoryError with the line.
int check_cases(std::istream& in, const std::string& workload, const CheckOptions& options);

}  // namespace eddy
