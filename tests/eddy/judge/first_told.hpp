#pragma once

#include <string>

#include "glomers/json.hpp"

namespace eddy {

/// Of a result's explanations the first as a person reads it, for tests: "G1a: The transaction...".
inline std::string first_told(const glomers::Json& result) {
  const glomers::Json& first = result["explanations"][0];
  return first["kind"].get<std::string>() + ": " + first["text"].get<std::string>();
}

}  // namespace eddy
