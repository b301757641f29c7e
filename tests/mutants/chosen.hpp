#pragma once

#include <string_view>

namespace mutants {

/// From now on, code of this mutant runs instead of the original; "": none.
void choose(std::string_view name);

/// What instrumented code asks wherever it has a choice.
bool chosen(std::string_view name);

}  // namespace mutants
