#include "tests/eddy/run/results.hpp"

#include <cstdio>
#include <map>

#include "tests/eddy/history/quote.hpp"
#include "tests/eddy/judge/finding.hpp"
#include "tests/eddy/judge/stats.hpp"
#include "tests/eddy/run/build.hpp"
#include "tests/eddy/run/explanations.hpp"
#include "tests/eddy/run/notes.hpp"
#include "tests/eddy/run/propagation.hpp"
#include "tests/eddy/workloads/kinds.hpp"

namespace eddy {
namespace {

/// The worst of all verdicts.
Json merged_validity(const Json& results) {
  Json merged = true;
  for (const auto& [name, part] : results.items()) {
    if (!part.is_object() || !part.contains("valid")) continue;
    const Json& valid = part["valid"];
    if (valid == false) return false;
    if (valid != true) merged = valid;
  }
  return merged;
}

/// As under Maelstrom, a node is mute after such an answer. Only a strict test fails for
/// it: what its silence leads to is judged in any case.
Json late_answers_json(const Recording& recording, bool strict) {
  Json silenced = Json::array();
  Json explanations = Json::array();
  for (const LateAnswer& answer : recording.late_answers) {
    const double time_ms = glomers::to_ms(answer.time - recording.began);
    const double late_ms = glomers::to_ms(answer.late);
    const std::string line = to_line(answer.message);
    const bool is_sender = answer.client == answer.message.src;
    char text[160];
    std::snprintf(text, sizeof text,
                  " was not heard any more from %.1f s on: it sent %s a client that had left "
                  "%.1f ms before: ",
                  time_ms / 1000, is_sender ? "in the name of" : "to", late_ms);
    const std::string sentence = "node " + answer.node + text + cut_short(line);
    silenced.push_back({{"node", answer.node},
                        {"time-ms", time_ms},
                        {"late-ms", late_ms},
                        {"message", Json::parse(line)},
                        {"text", sentence}});
    Finding finding("late-answers", sentence, {{"time-ms", time_ms}, {"late-ms", late_ms}});
    finding.nodes = {answer.node};
    explanations.push_back(to_json(finding));
  }
  Json result = {{"valid", !strict || silenced.empty()}, {"silenced", std::move(silenced)}};
  if (result["valid"] == false) result["explanations"] = std::move(explanations);
  return result;
}

/// As under Maelstrom a node may speak in others' names. Only a strict test fails for it.
Json borrowed_names_json(const Recording& recording, bool strict) {
  Json nodes = Json::array();
  Json explanations = Json::array();
  for (const auto& [node, borrowed] : recording.borrowed_names) {
    const double time_ms = glomers::to_ms(borrowed.time - recording.began);
    const std::string line = to_line(borrowed.first);
    char text[100];
    std::snprintf(text, sizeof text,
                  " spoke in others' names, %zu times in all, first at %.3f s: ", borrowed.count,
                  time_ms / 1000);
    const std::string sentence = "node " + node + text + cut_short(line);
    nodes.push_back({{"node", node},
                     {"count", borrowed.count},
                     {"time-ms", time_ms},
                     {"first", Json::parse(line)},
                     {"text", sentence}});
    Finding finding("borrowed-names", sentence, {{"time-ms", time_ms}, {"times", borrowed.count}});
    finding.nodes = {node};
    explanations.push_back(to_json(finding));
  }
  Json result = {{"valid", !strict || nodes.empty()}, {"nodes", std::move(nodes)}};
  if (result["valid"] == false) result["explanations"] = std::move(explanations);
  return result;
}

/// With the first of each kind. There may be as many kinds as exceptions.
Json exceptions_json(const std::vector<ClientException>& exceptions) {
  constexpr std::size_t most_kinds = 10;
  std::map<std::string, std::size_t> places;
  Json kinds = Json::array();
  Json explanations = Json::array();
  std::size_t others = 0;
  for (const ClientException& each : exceptions) {
    const auto place = places.find(each.kind);
    if (place != places.end()) {
      for (Json* const list : {&kinds, &explanations}) {
        Json& count = (*list)[place->second]["count"];
        count = count.get<std::size_t>() + 1;
      }
    } else if (kinds.size() == most_kinds) {
      ++others;
    } else {
      places.emplace(each.kind, kinds.size());
      kinds.push_back({{"kind", each.kind}, {"count", 1}, {"first", each.what.text()}});
      explanations.push_back(to_json(Finding("exceptions", each.what, {{"exception", each.kind}})));
      explanations.back()["count"] = 1;
    }
  }
  Json result = {{"valid", exceptions.empty()},
                 {"count", exceptions.size()},
                 {"kinds", std::move(kinds)},
                 {"others", others}};
  if (others > 0) explanations.back()["more"] = others;
  if (!explanations.empty()) result["explanations"] = std::move(explanations);
  return result;
}

/// What the checker found beyond Maelstrom's verdict, as an error.
Json beyond_json(const Json& workload_result) {
  const Json beyond = workload_result.value("beyond", Json::object());
  Json explanations = Json::array();
  for (const auto& [kind, found] : beyond.items())
    for (const Json& example : found["examples"]) explanations.push_back(example);
  Json result = {{"valid", beyond.empty()}};
  if (!explanations.empty()) result["explanations"] = std::move(explanations);
  return result;
}

Json liveness_json(const Recording& recording) {
  Json liveness = {
      {"valid", recording.silent.value_or(true) && recording.converged.value_or(true)}};
  if (recording.silent) liveness["silent"] = *recording.silent;
  if (recording.converged) liveness["converged"] = *recording.converged;
  return liveness;
}

}  // namespace

Json judge(const TestOptions& options, const Recording& recording) {
  const History& history = recording.history;
  Json results = {{"workload", check(options.workload, history, {options.consistency_models})},
                  {"stats", operation_stats(history)},
                  {"net", recording.net},
                  {"availability", availability(history, options.availability)},
                  {"exceptions", exceptions_json(recording.exceptions)},
                  {"late-answers", late_answers_json(recording, options.strict)},
                  {"borrowed-names", borrowed_names_json(recording, options.strict)},
                  {"latencies", latency_quantiles(history)},
                  {"rate", rate(history, options.rate, recording.main_phase)},
                  {"notes", notes(options, recording)},
                  {"options", to_json(options)},
                  {"page", workload_kind(options.workload).page()},
                  {"build", build_json(options)}};
  if (const double share = share_of_load(options, recording); share < little_load)
    results["rate"]["share"] = share;
  if (options.strict) {
    results["beyond"] = beyond_json(results["workload"]);
    if (can_check_propagation(options))
      results["propagation"] = check_propagation(options, history);
  }
  if (recording.silent || recording.converged) results["liveness"] = liveness_json(recording);
  results["valid"] = merged_validity(results);
  if (results["valid"] != true) {
    results["explanations"] = explanations(history, results);
    results["why"] = why(results["explanations"]);
  }
  return results;
}

Json judge_history(const std::string& workload, const History& history,
                   const CheckOptions& options) {
  const Json found = check(workload, history, options);
  Json results = {{"valid", found["valid"]},
                  {"workload", found},
                  {"stats", operation_stats(history)},
                  {"availability", availability(history, std::nullopt)},
                  {"latencies", latency_quantiles(history)},
                  {"page", workload_kind(workload).page()}};
  if (results["valid"] != true) {
    results["explanations"] = explanations(history, {{"workload", found}});
    results["why"] = why(results["explanations"]);
  }
  return results;
}

}  // namespace eddy
