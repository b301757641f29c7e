#pragma once

#include <string>

#include "glomers/program.hpp"

namespace eddy {

/// The program of the node whose executable is `bin`, from the module beside it
/// (`bin`.so), which stays loaded. Throws std::invalid_argument with a text for a
/// person if there is none, or if it was built with another library than this bench.
glomers::Program load_program(const std::string& bin);

/// What such a module was built with: the same as this bench, or it would not be loaded.
std::string module_stamp();

/// The node that solves the workload, in the build folder that this bench stands in.
std::string solution_of(const std::string& workload);

}  // namespace eddy
