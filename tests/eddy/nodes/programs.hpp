#pragma once

#include <string>

#include "glomers/program.hpp"

namespace eddy {

/// The node program of that name, or with an empty name the one that solves the
/// workload. Throws std::invalid_argument if there is none.
glomers::Program find_program(const std::string& workload, const std::string& name);

}  // namespace eddy
