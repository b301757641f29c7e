#include "glomers/json.hpp"

// The one instantiation of what json.hpp declares extern.
template class nlohmann::basic_json<>;
template class std::vector<nlohmann::json>;
template class std::map<std::string, nlohmann::json, std::less<>>;
template class nlohmann::detail::serializer<nlohmann::json>;

namespace glomers {

std::string brief(const Json& json) {
  constexpr std::size_t longest = 100;
  const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return text.size() <= longest ? text : text.substr(0, longest) + "...";
}

}  // namespace glomers

bool std::less<glomers::Json>::operator()(const glomers::Json& left,
                                          const glomers::Json& right) const {
  return left < right;
}
