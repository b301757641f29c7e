#include "tests/eddy/run/explanations.hpp"

#include <algorithm>
#include <cstdio>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/eddy/history/quote.hpp"
#include "tests/eddy/judge/finding.hpp"
#include "tests/eddy/run/circumstances.hpp"
#include "tests/eddy/workloads/call.hpp"
#include "tests/eddy/workloads/other_answers.hpp"

namespace eddy {
namespace {

/// "net-timeout", "crash", "malformed-reply (field 'value' is missing)"
std::string name_of_error(const Json& error) {
  const Json& name = error.is_array() && !error.empty() ? error[0] : error;
  if (name == malformed_reply && error.size() > 1)
    return name.get<std::string>() + " (" + error[1].get<std::string>() + ")";
  return name.is_string() ? cut_short(name.get<std::string>())
         : name.is_null() ? "no error"
                          : quote(name);
}

/// What the node said of its error: its author knows these words.
std::string words_of_error(const Json& error) {
  const bool has_text = error.is_array() && error.size() == 2 && error[1].is_string();
  if (!has_text || error[1] == "") return "";
  return ", with the text " + quote(error[1]);
}

/// Of operations that did not end well, all or those of one kind: with which errors,
/// and which was the first.
Sentence failures(const History& history, const std::string& f) {
  const std::vector<std::size_t> pairs = pair_ops(history);
  std::map<std::string, std::size_t> errors;
  const Op* first = nullptr;
  std::string first_words;
  for (std::size_t i = 0; i < history.size(); ++i) {
    const Op& op = history[i];
    const bool ended_badly = op.type == OpType::fail || op.type == OpType::info;
    if (op.process == nemesis_process || !ended_badly || (!f.empty() && op.f != f)) continue;
    ++errors[name_of_error(op.error)];
    if (first != nullptr) continue;
    first = &history[pairs[i]];
    first_words = words_of_error(op.error);
  }
  std::string counts;
  for (const auto& [name, count] : errors)
    counts += (counts.empty() ? "" : ", ") + std::to_string(count) + " " + name;
  if (first == nullptr) return "no operation ended badly";
  return counts + "; the first was the " + first->f + " of " + who_and_when(*first) + first_words;
}

/// "97.3333 %"; 15 digits would say no more.
std::string share(const Json& fraction) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g %%", 100 * fraction.get<double>());
  return text;
}

/// What the part itself says of it in figures only.
std::vector<Finding> findings_of(const std::string& part, const Json& result,
                                 const History& history) {
  if (part == "availability")
    return {{part,
             "too few operations ended well, " + share(result["ok-fraction"]) +
                 " of all: " + failures(history, "") + ".",
             {{"ok-fraction", result["ok-fraction"]}}}};
  if (part == "liveness")
    return {{part,
             result.value("silent", true)
                 ? "nodes held different values 60 s after the last operation."
                 : "nodes and services were still talking 60 s after the last operation.",
             nullptr}};
  std::vector<Finding> findings;
  if (part == "stats")
    for (const auto& [f, counts] : result["by-f"].items())
      if (counts["valid"] == false)
        findings.emplace_back(part,
                              "of " + counts["count"].dump() + " operations `" + f +
                                  "` none ended well: " + failures(history, f) + ".",
                              Json{{"by-f", {{f, counts}}}});
  if (findings.empty())
    findings.emplace_back(part, "the verdict is " + result["valid"].dump() + ".", nullptr);
  return findings;
}

/// A finding, as finding.hpp has it, and the part of the results that it stands in.
struct Objection {
  std::string part;
  Json finding;
};

std::vector<Objection> objections_of(const std::string& part, const Json& result,
                                     const History& history) {
  std::vector<Objection> objections;
  for (const Json& finding : result.value("explanations", Json::array()))
    objections.push_back({part, finding});
  if (!objections.empty()) return objections;
  for (const Finding& finding : findings_of(part, result, history))
    objections.push_back({part, to_json(finding)});
  return objections;
}

/// An answer to what was not asked may be the cause of all else. A strict test lists it under
/// `beyond` once more.
void put_causes_first(std::vector<Objection>& objections) {
  const auto is_cause = [](const Objection& each) { return each.finding["kind"] == other_answer; };
  const bool are_told = std::any_of(objections.begin(), objections.end(), [&](const auto& each) {
    return is_cause(each) && each.part == "workload";
  });
  std::erase_if(objections, [&](const Objection& each) {
    return are_told && is_cause(each) && each.part == "beyond";
  });
  std::stable_partition(objections.begin(), objections.end(), is_cause);
}

std::vector<Objection> all_objections(const Json& results, const History& history) {
  std::vector<std::string> parts = {"workload"};  // says most
  for (const auto& [part, result] : results.items())
    if (part != "workload") parts.push_back(part);
  std::vector<Objection> objections;
  for (const bool is_invalid : {true, false})
    for (const std::string& part : parts) {
      const Json result = results.value(part, Json());
      if (!result.is_object()) continue;
      const Json valid = result.value("valid", Json(true));
      if (valid == true || (valid == false) != is_invalid) continue;
      for (Objection& each : objections_of(part, result, history))
        objections.push_back(std::move(each));
    }
  put_causes_first(objections);
  return objections;
}

Json faults_json(const std::vector<Circumstance>& circumstances) {
  Json faults = Json::array();
  for (const auto& [fault, node, effect, between] : circumstances) {
    const bool ended = fault->ended_ns != std::numeric_limits<std::int64_t>::max();
    faults.push_back({{"fault", fault->fault},
                      {"node", node},
                      {"effect", effect},
                      {"began", fault->began_ns},
                      {"ended", ended ? Json(fault->ended_ns) : Json()},
                      {"between", between}});
  }
  return faults;
}

/// The names in it, at all depths, and what of it is missing. Where these are equal, the same is
/// said of other things.
Json names_in(const Json& values) {
  if (!values.is_object() && !values.is_array()) return values.is_null();
  Json names;
  if (values.is_object())
    for (const auto& [name, value] : values.items()) names[name] = names_in(value);
  if (values.is_array())
    for (const Json& value : values)
      if (value.is_object()) names.push_back(names_in(value));
  return names;
}

/// Alike objections find each other by kind, nodes, faults, and the names of their values.
class Teller {
 public:
  explicit Teller(const History& history) : circumstances_(history) {}

  void add(const Objection& objection) {
    Json told = objection.finding;
    const Json& operations = told["operations"];
    const std::vector<std::size_t> places = circumstances_.places_of(operations);
    const std::vector<Circumstance> around = circumstances_.around(places);
    told["part"] = objection.part;
    told["faults"] = faults_json(around);
    if (const auto first = like(told)) {
      Json& count = told_[*first]["count"];
      count = count.get<std::size_t>() + 1;
      told_[*first]["alike"].push_back(operations);
      if (told.contains("more")) told_.back()["more"] = told["more"];
      return;
    }
    if (!told.contains("count")) told["count"] = 1;
    told["time"] = places.empty() ? Json() : Json(circumstances_.time_of(places.front()));
    told["circumstances"] = places.empty() ? "" : circumstances_.told(around);
    told["alike"] = Json::array();
    told_.push_back(std::move(told));
  }

  Json told() && { return std::move(told_); }

 private:
  /// The place of one like it. What was counted by kind already stands for itself.
  std::optional<std::size_t> like(const Json& finding) {
    if (finding.contains("count")) return std::nullopt;
    const Json shape = {finding["part"],
                        finding["kind"],
                        names_in(finding["values"]),
                        finding["operations"].size(),
                        finding["nodes"],
                        finding["faults"]};
    const auto [known, is_new] = places_.emplace(shape, told_.size());
    return is_new ? std::nullopt : std::optional(known->second);
  }

  Circumstances circumstances_;
  std::map<Json, std::size_t> places_;
  Json told_ = Json::array();
};

}  // namespace

Json explanations(const History& history, const Json& results) {
  const std::vector<Objection> objections = all_objections(results, history);
  if (objections.empty()) return Json::array();
  Teller teller(history);
  for (const Objection& objection : objections) teller.add(objection);
  return std::move(teller).told();
}

std::string told(const Json& explanation) {
  std::string text = explanation["kind"].get<std::string>();
  if (explanation["count"] != 1) text += " (" + explanation["count"].dump() + " alike)";
  text += ": " + explanation["text"].get<std::string>();
  const auto& circumstances = explanation["circumstances"].as_string();
  if (!circumstances.empty()) text += ' ' + circumstances;
  if (explanation.contains("more"))
    text += " And " + explanation["more"].dump() + " more `" +
            explanation["kind"].get<std::string>() + "`.";
  return text;
}

std::string why(const Json& explanations) {
  if (explanations.empty()) return "";
  const Json& first = explanations.front();
  std::set<std::string> others;
  for (const Json& each : explanations)
    if (each["kind"] != first["kind"]) others.insert(each["kind"].get<std::string>());
  std::string text = told(first);
  for (const std::string& kind : others)
    text += (kind == *others.begin() ? " Also: " : ", ") + kind;
  return others.empty() ? text : text + '.';
}

}  // namespace eddy
