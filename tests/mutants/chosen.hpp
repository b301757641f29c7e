#pragma once

#include <string_view>

namespace mutants {

/// The environment variable that names the mutant to run when a node's module is
/// loaded, or its program started: code of that mutant runs instead of the original.
inline constexpr const char* mutant_variable = "GLOMERS_MUTANT";

/// What instrumented code asks wherever it has a choice.
bool chosen(std::string_view name);

}  // namespace mutants
