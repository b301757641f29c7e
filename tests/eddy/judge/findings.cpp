#include "tests/eddy/judge/findings.hpp"

#include <utility>

namespace eddy {

namespace {

constexpr std::size_t examples_kept = 8;

}  // namespace

void Findings::add(const std::string& kind, std::string sentence, Json detail) {
  Kind& entry = kinds_[kind];
  if (++entry.count > examples_kept) return;
  entry.sentences.push_back(std::move(sentence));
  if (!detail.is_null()) entry.details.push_back(std::move(detail));
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

Json Findings::sentences() const {
  Json list = Json::array();
  for (const auto& [name, kind] : kinds_) {
    for (const std::string& sentence : kind.sentences) list.push_back(name + ": " + sentence);
    if (kind.count > kind.sentences.size()) {
      list.push_back(name + ": and " + std::to_string(kind.count - kind.sentences.size()) +
                     " more.");
    }
  }
  return list;
}

Json Findings::summary() const {
  Json json = Json::object();
  for (const auto& [name, kind] : kinds_) {
    json[name] = {{"count", kind.count}, {"examples", kind.sentences}};
  }
  return json;
}

void conclude(Json& result, const Findings& wrong, const Findings& beyond) {
  if (!wrong.empty()) result["explanations"] = wrong.sentences();
  if (!beyond.empty()) result["beyond"] = beyond.summary();
}

}  // namespace eddy
