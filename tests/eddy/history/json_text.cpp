#include "tests/eddy/history/json_text.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

namespace eddy {
namespace {

/// The rest of the line from there on, cut short.
std::string rest_of_line(const std::string& text, std::size_t at) {
  constexpr std::size_t longest = 60;
  const std::string rest = text.substr(at, text.find('\n', at) - at);
  if (text.find_first_not_of(" \t\r") == std::string::npos) return "the line is empty";
  if (rest.empty()) return "here the text ends";
  return "no JSON from here on: " + rest.substr(0, longest) + (rest.size() > longest ? "..." : "");
}

}  // namespace

Json parse_json_text(const std::string& text, std::size_t first_line) {
  if (glomers::is_nested_deeper(text, max_history_nesting))
    throw HistoryError("line " + std::to_string(first_line) + ": nested deeper than " +
                       std::to_string(max_history_nesting) + " levels");
  try {
    return Json::parse(text);
  } catch (const glomers::JsonParseError& error) {
    // The library counts bytes from 1, and names the last that it has read.
    const std::size_t at = std::min(text.size(), error.byte > 0 ? error.byte - 1 : 0);
    const std::string before = text.substr(0, at);
    const auto line =
        first_line + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    const std::size_t column = at - (before.rfind('\n') + 1) + 1;  // npos + 1 is 0
    throw HistoryError("line " + std::to_string(line) + ", column " + std::to_string(column) +
                       ": " + rest_of_line(text, at));
  } catch (const glomers::JsonError&) {
    throw HistoryError("line " + std::to_string(first_line) + ": a number beyond all bounds");
  }
}

const Json* value_at(const Json& json, const std::string& path) {
  const Json* value = &json;
  std::istringstream names(path);
  for (std::string name; value && std::getline(names, name, '/');)
    value = std::as_const(*value).find(name);
  return value;
}

}  // namespace eddy
