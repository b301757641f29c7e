#pragma once

#include <string>
#include <vector>

#include "tests/eddy/run/run.hpp"

namespace eddy {

/// What a person should know of a test beside its verdict, in sentences: what of the command
/// line did not do what it may have been meant to do, and load that could not be done.
std::vector<std::string> notes(const TestOptions& options, const Recording& recording);
/// The same of a test that came to no end.
std::vector<std::string> notes(const TestOptions& options);

/// Of the operations that the rate asks for, the share that was begun; 1 where it asks for none.
double share_of_load(const TestOptions& options, const Recording& recording);

/// "0.6 %"
std::string percent(double share);

/// A valid verdict over less than that says so.
inline constexpr double little_load = 0.1;

}  // namespace eddy
