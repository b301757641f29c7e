#pragma once

#include <nlohmann/json.hpp>

namespace glomers {

/// Object keys are sorted, so the same value always prints as the same text.
using Json = nlohmann::json;

}  // namespace glomers
