#pragma once

#include <string>

namespace eddy {

/// What is wrong with the first line of a script, "#!" and an interpreter, for a person: the
/// system itself says no more than that there is no such file. Empty if the interpreter is
/// there, or if the program is no such script.
std::string first_line_fault(const std::string& bin);

}  // namespace eddy
