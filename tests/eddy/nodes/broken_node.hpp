#pragma once

#include <string>
#include <vector>

#include "glomers/program.hpp"

namespace eddy {

/// A node that solves every workload in the plainest way, as long as it is the
/// only one, but for one bug of choice (--bug). For tests of the bench: without
/// the bug a test must pass, with it the bench must find it.
glomers::Program broken_node_program();

/// What --bug may say; "none" comes first.
const std::vector<std::string>& bug_names();

}  // namespace eddy
