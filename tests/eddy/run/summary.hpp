#pragma once

#include <string>

#include "glomers/json.hpp"

namespace eddy {

/// The results (as judge() or judge_history() gives them) for a person: the verdict, why it is so,
/// the figures.
std::string summary(const glomers::Json& results);

/// What stands at its end; of a test that came to no end there is no more.
std::string told_notes(const glomers::Json& results);

}  // namespace eddy
