#include "tests/eddy/run/explanations.hpp"

#include <algorithm>
#include <cstdio>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/eddy/history/alike.hpp"
#include "tests/eddy/history/quote.hpp"
#include "tests/eddy/run/circumstances.hpp"
#include "tests/eddy/workloads/call.hpp"
#include "tests/eddy/workloads/other_answers.hpp"

namespace eddy {
namespace {

/// One objection, before anything is made of it.
struct Objection {
  std::string part;
  std::string kind;
  std::string sentence;
  std::size_t count = 1;  ///< so many such, of which the sentence tells the first
};

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
std::string failures(const History& history, const std::string& f) {
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
  std::string text;
  for (const auto& [name, count] : errors)
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + name;
  if (first == nullptr) return "no operation ended badly";
  return text + "; the first was the " + first->f + " of " + who_and_when(*first) + first_words;
}

/// "97.3333 %"; 15 digits would say no more.
std::string share(const Json& fraction) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g %%", 100 * fraction.get<double>());
  return text;
}

std::vector<std::string> sentences_of(const std::string& part, const Json& result,
                                      const History& history) {
  if (part == "availability")
    return {"too few operations ended well, " + share(result["ok-fraction"]) +
            " of all: " + failures(history, "") + "."};
  if (part == "liveness")
    return {result.value("silent", true)
                ? "nodes held different values 60 s after the last operation."
                : "nodes and services were still talking 60 s after the last operation."};
  std::vector<std::string> sentences;
  if (part == "stats")
    for (const auto& [f, counts] : result["by-f"].items())
      if (counts["valid"] == false)
        sentences.push_back("of " + counts["count"].dump() + " operations `" + f +
                            "` none ended well: " + failures(history, f) + ".");
  if (sentences.empty()) sentences.push_back("the verdict is " + result["valid"].dump() + ".");
  return sentences;
}

std::vector<Objection> objections_to(const Json& exceptions) {
  const std::string part = "exceptions";
  std::vector<Objection> objections;
  for (const Json& kind : exceptions["kinds"])
    objections.push_back(
        {part, part, kind["first"].get<std::string>(), kind["count"].get<std::size_t>()});
  const auto others = exceptions["others"].get<std::size_t>();
  if (others > 0) objections.push_back({part, part, "and " + std::to_string(others) + " more.", 1});
  return objections;
}

std::vector<Objection> objections_of(const std::string& part, const Json& result,
                                     const History& history) {
  std::vector<Objection> objections;
  for (const Json& explanation : result.value("explanations", Json::array())) {
    const auto& text = explanation.as_string();
    const auto colon = text.find(':');
    objections.push_back(
        {part, text.substr(0, colon), text.substr(std::min(colon + 2, text.size())), 1});
  }
  if (!objections.empty()) return objections;
  if (part == "exceptions") return objections_to(result);
  for (const std::string& sentence : sentences_of(part, result, history))
    objections.push_back({part, part, sentence, 1});
  return objections;
}

/// An answer to what was not asked may be the cause of all else. A strict test lists it under
/// `beyond` once more.
void put_causes_first(std::vector<Objection>& objections) {
  const auto is_cause = [](const Objection& each) { return each.kind == other_answer; };
  std::set<std::string> told;
  std::erase_if(objections, [&](const Objection& each) {
    return is_cause(each) && !told.insert(each.sentence).second;
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
      const Json& result = results[part];
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

/// How many others there are of its kind, if that is what the sentence says.
std::optional<std::size_t> count_of_others(const std::string& sentence) {
  const std::string before = "and ";
  const std::string after = " more.";
  if (sentence.rfind(before, 0) != 0 || sentence.find(after) == std::string::npos)
    return std::nullopt;
  return std::stoul(sentence.substr(before.size()));
}

/// Alike objections find each other by kind, sentence, nodes and faults.
class Teller {
 public:
  Teller(const History& history, Circumstances circumstances)
      : history_(history), circumstances_(std::move(circumstances)) {}

  void add(const Objection& objection) {
    if (const auto others = count_of_others(objection.sentence); others && !told_.empty()) {
      told_.back()["more"] = *others;
      return;
    }
    const std::size_t example = examples_[objection.kind]++;
    const std::vector<std::size_t> ops = circumstances_.ops_in(objection.sentence);
    const std::vector<Circumstance> around = circumstances_.around(ops);
    Json indices = Json::array();
    Json nodes = Json::array();
    for (const std::size_t op : ops) {
      indices.push_back(history_[op].index);
      if (const std::string node = circumstances_.node_of(op); !node.empty()) nodes.push_back(node);
    }
    Json faults = faults_json(around);
    const std::string& sentence = objection.sentence;
    const Json shape = {objection.part, objection.kind,
                        without_numbers(sentence.begin(), sentence.end()), nodes, faults};
    const auto [known, is_new] = places_.emplace(shape, told_.size());
    if (!is_new) {
      Json& first = told_[known->second];
      first["count"] = first["count"].get<std::size_t>() + objection.count;
      first["alike"].push_back(indices);
      return;
    }
    told_.push_back({{"part", objection.part},
                     {"kind", objection.kind},
                     {"text", circumstances_.with_clients(objection.sentence)},
                     {"count", objection.count},
                     {"example", example},
                     {"ops", indices},
                     {"time", ops.empty() ? Json() : Json(history_[ops.front()].time_ns)},
                     {"nodes", std::move(nodes)},
                     {"circumstances", ops.empty() ? "" : circumstances_.told(around)},
                     {"faults", std::move(faults)},
                     {"alike", Json::array()}});
  }

  Json told() && { return std::move(told_); }

 private:
  const History& history_;
  Circumstances circumstances_;
  std::map<std::string, std::size_t> examples_;  ///< so far, by kind
  std::map<Json, std::size_t> places_;
  Json told_ = Json::array();
};

Json told_by(Teller teller, const std::vector<Objection>& objections) {
  for (const Objection& objection : objections) teller.add(objection);
  return std::move(teller).told();
}

}  // namespace

Json explanations(const TestOptions& options, const History& history, const Json& results) {
  const std::vector<Objection> objections = all_objections(results, history);
  if (objections.empty()) return Json::array();
  return told_by({history, Circumstances(options, history)}, objections);
}

Json explanations(const History& history, const Json& results) {
  return told_by({history, Circumstances(history)}, all_objections(results, history));
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
