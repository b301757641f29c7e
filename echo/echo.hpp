#pragma once

#include "glomers/program.hpp"

namespace glomers {

/// Answers every `echo` with what it said.
Program echo_program();

}  // namespace glomers
