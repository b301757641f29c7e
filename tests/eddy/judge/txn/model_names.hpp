#pragma once

#include <string>
#include <vector>

namespace eddy {

/// The names that CheckOptions::consistency_models may hold.
const std::vector<std::string>& consistency_model_names();

/// The name under which a model is judged here, for any of its names in Elle: Adya's ("PL-2"),
/// and such as forbid nothing else that can be found in a history. Any other name as it is.
std::string judged_model_name(const std::string& name);

/// Why a model of Elle's is not judged here, for a person; empty for any other name.
std::string why_not_judged(const std::string& name);

}  // namespace eddy
