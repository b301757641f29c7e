#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/eddy/workloads/workload_kind.hpp"

namespace eddy {

/// All that are built in, those of the challenges first, in their order.
const std::vector<const WorkloadKind*>& workload_kinds();

/// `name`: of one of them, or of the file of a module (load_workload.hpp). Throws
/// std::invalid_argument for an unknown name, and what load_workload() throws.
const WorkloadKind& workload_kind(const std::string& name);

/// The same. Throws std::invalid_argument for options that it cannot be run with, too.
std::unique_ptr<Workload> make_workload(const std::string& name, const WorkloadOptions& options);

/// The names of those that are built in, in the same order.
const std::vector<std::string>& workload_names();

}  // namespace eddy
