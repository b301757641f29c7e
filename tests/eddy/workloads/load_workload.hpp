#pragma once

#include <string>

#include "tests/eddy/workloads/workload_kind.hpp"

namespace eddy {

/// Whether the name of a workload is that of a module's file: it has a slash in it, or ends in
/// ".so".
bool names_module(const std::string& workload);

/// The workload in the file, which stays loaded. Throws std::invalid_argument with a text for a
/// person if there is none, if it was built with another library than this eddy, or has no name
/// of its own; WorkloadFailure if its code throws.
const WorkloadKind& load_workload(const std::string& file);

}  // namespace eddy
