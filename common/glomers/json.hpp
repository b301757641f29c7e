#pragma once

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

// Compiled once, in json.cpp: otherwise every file would spend seconds on it.
extern template class nlohmann::basic_json<>;
extern template class std::vector<nlohmann::json>;
extern template class std::map<std::string, nlohmann::json, std::less<>>;
extern template class nlohmann::detail::serializer<nlohmann::json>;

namespace glomers {

/// Object keys are sorted, so the same value always prints as the same text.
using Json = nlohmann::json;

/// The value as text in an error message: cut short, and whatever its bytes are.
std::string brief(const Json& json);

}  // namespace glomers

// The order of maps with such keys, compiled once as well.
template <>
struct std::less<glomers::Json> {
  bool operator()(const glomers::Json& left, const glomers::Json& right) const;
};
