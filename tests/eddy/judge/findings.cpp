#include "tests/eddy/judge/findings.hpp"

#include <utility>

namespace eddy {

namespace {

constexpr std::size_t examples_kept = 8;

}  // namespace

void Findings::add(const std::string& kind, const Sentence& sentence, Json values, Json detail) {
  Kind& entry = kinds_[kind];
  if (++entry.count > examples_kept) return;
  if (detail.is_null()) detail = values;
  if (!detail.is_null()) entry.details.push_back(std::move(detail));
  entry.first.emplace_back(kind, sentence, std::move(values));
}

std::size_t Findings::count(const std::string& kind) const {
  const auto it = kinds_.find(kind);
  return it == kinds_.end() ? 0 : it->second.count;
}

std::vector<std::string> Findings::kinds() const {
  std::vector<std::string> names;
  for (const auto& [name, kind] : kinds_) names.push_back(name);
  return names;
}

Json Findings::errors(const std::string& kind) const {
  const Kind& entry = kinds_.at(kind);
  Json json = {{"count", entry.count}};
  if (!entry.details.empty()) json["errs"] = entry.details;
  return json;
}

Json Findings::Kind::examples() const {
  Json list = Json::array();
  for (const Finding& finding : first) list.push_back(to_json(finding));
  return list;
}

Json Findings::explanations() const {
  Json list = Json::array();
  for (const auto& [name, kind] : kinds_) {
    for (Json& example : kind.examples()) list.push_back(std::move(example));
    if (kind.count > kind.first.size()) list.back()["more"] = kind.count - kind.first.size();
  }
  return list;
}

Json Findings::summary() const {
  Json json = Json::object();
  for (const auto& [name, kind] : kinds_)
    json[name] = {{"count", kind.count}, {"examples", kind.examples()}};
  return json;
}

void conclude(Json& result, const Findings& wrong, const Findings& beyond) {
  if (!wrong.empty()) result["explanations"] = wrong.explanations();
  if (!beyond.empty()) result["beyond"] = beyond.summary();
}

}  // namespace eddy
