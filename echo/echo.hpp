#pragma once

#include "glomers/program.hpp"

namespace echo {

using namespace glomers;

/// Answers every `echo` with what it said.
Program program();

}  // namespace echo
