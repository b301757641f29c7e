#include "tests/eddy/workloads/other_answers.hpp"

#include <map>
#include <set>
#include <vector>

#include "tests/eddy/judge/findings.hpp"
#include "tests/eddy/judge/values.hpp"

namespace eddy {
namespace {

using Texts = std::vector<std::string>;

/// In one sentence.
constexpr std::size_t most_named = 8;

/// "[w 8 1], [r 9]"
std::string list_of(const Texts& texts) {
  std::string list;
  for (std::size_t i = 0; i < texts.size() && i < most_named; ++i)
    list += (i == 0 ? "" : ", ") + cut_short(texts[i]);
  if (texts.size() > most_named)
    list += " and " + std::to_string(texts.size() - most_named) + " more";
  return list;
}

/// What is in `all` more often than in `others`.
Texts left_over(const Texts& all, const Texts& others) {
  std::map<std::string, std::size_t> counts;
  for (const std::string& text : others) ++counts[text];
  Texts left;
  for (const std::string& text : all) {
    const auto found = counts.find(text);
    if (found == counts.end() || found->second == 0)
      left.push_back(text);
    else
      --found->second;
  }
  return left;
}

/// How an answer differs from what was asked.
struct Difference {
  std::string text;  ///< after "the answer ..."; empty if it does not
  std::size_t lacking;
  std::size_t unasked;
};

Difference difference(const Texts& asked, const Texts& answered) {
  const Texts lacking = left_over(asked, answered);
  const Texts foreign = left_over(answered, asked);
  std::string text;
  if (!lacking.empty()) text = "lacks " + list_of(lacking);
  if (!foreign.empty())
    text += (text.empty() ? "has " : " and has ") + list_of(foreign) + ", which " +
            (foreign.size() == 1 ? "was" : "were") + " not asked for";
  if (text.empty() && asked != answered)
    text = "has another order, " + list_of(answered) + " for " + list_of(asked);
  return {text, lacking.size(), foreign.size()};
}

/// What a step asks for, without what the answer adds: "[r 8]", "[w 8 1]", "[send k 5]", "[poll]".
std::string asked_by(const Json& step) {
  if (!step.is_array() || step.empty()) return step.dump();
  if (step[0] == "poll") return "[poll]";
  if (step[0] == "send" && step.size() == 3) {
    const Json& message = step[2];
    return "[send " + key_name(step[1]) + " " +
           (message.is_array() && message.size() == 2 ? message[1] : message).dump() + "]";
  }
  if (step[0] == "r" && step.size() == 3) return "[r " + step[1].dump() + "]";
  if (step[0] == "w" && step.size() == 3)
    return "[w " + step[1].dump() + " " + step[2].dump() + "]";
  return step.dump();
}

Texts steps_of(const Value& value) {
  Texts steps;
  if (value.is_array())
    for (const Json& step : value.json()) steps.push_back(asked_by(step));
  return steps;
}

/// Answers to what their invocations asked for, one after the other.
class Comparison {
 public:
  explicit Comparison(Findings& found) : found_(found) {}

  void look_at(const Op& asked, const Op& answered) {
    const std::string& f = asked.f;
    if (f == "txn" || f == "send" || f == "poll") {
      tell(asked, difference(steps_of(asked.value), steps_of(answered.value)));
      if (answered.unasked.is_array()) tell_keys(asked, answered.unasked.get<Texts>());
    } else if (f == "assign") {
      look_at_assigned_keys(asked, answered);
    } else if (f == "add" && !answered.value.is_null()) {
      tell(asked, difference({asked.value.dump()}, {answered.value.dump()}));
    }
  }

 private:
  void tell(const Op& asked, const Difference& difference) {
    if (difference.text.empty()) return;
    Json values = Json::object();
    if (difference.lacking > 0) values["lacking"] = difference.lacking;
    if (difference.unasked > 0) values["unasked"] = difference.unasked;
    found_.add(other_answer,
               who_and_when(asked) + ", did not get what it asked for: the answer to op " +
                   std::to_string(asked.index) + " " + difference.text + ".",
               std::move(values));
  }

  void tell_keys(const Op& asked, const Texts& foreign) {
    Texts keys;
    for (const std::string& key : foreign) keys.push_back("key " + cut_short(key));
    tell(asked, difference({}, keys));
  }

  void look_at_assigned_keys(const Op& asked, const Op& answered) {
    std::set<std::string> keys;
    if (!asked.value.is_array()) return;
    for (const Json& key : asked.value.json()) keys.insert(key_name(key));
    Texts foreign;
    if (answered.committed.is_object())
      for (const auto& [key, offset] : answered.committed.items())
        if (keys.count(key) == 0) foreign.push_back(key);
    tell_keys(asked, foreign);
  }

  Findings& found_;
};

}  // namespace

void tell_other_answers(const History& history, const std::vector<std::size_t>& pairs,
                        Json& result) {
  Findings found;
  Comparison comparison(found);
  for (std::size_t i = 0; i < history.size(); ++i)
    if (history[i].type == OpType::ok && pairs[i] != unpaired)
      comparison.look_at(history[pairs[i]], history[i]);
  if (found.empty()) return;
  result["beyond"][other_answer] = found.summary()[other_answer];
  if (!result.contains("explanations")) return;
  Json explanations = found.explanations();
  for (const Json& other : result["explanations"]) explanations.push_back(other);
  result["explanations"] = std::move(explanations);
}

}  // namespace eddy
