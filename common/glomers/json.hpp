#pragma once

#include <nlohmann/json.hpp>
#include <string>

// Compiled once, in json.cpp: otherwise every file would spend seconds on it.
extern template class nlohmann::basic_json<>;

namespace glomers {

/// Object keys are sorted, so the same value always prints as the same text.
using Json = nlohmann::json;

/// The value as text in an error message: cut short, and whatever its bytes are.
inline std::string brief(const Json& json) {
  constexpr std::size_t longest = 100;
  const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return text.size() <= longest ? text : text.substr(0, longest) + "...";
}

}  // namespace glomers
