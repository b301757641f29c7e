#include "tests/eddy/run/results.hpp"

#include <iomanip>
#include <sstream>

#include "tests/eddy/judge/checker.hpp"
#include "tests/eddy/judge/stats.hpp"
#include "tests/eddy/run/propagation.hpp"

namespace eddy {
namespace {

constexpr std::size_t explanations_shown = 10;

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
  for (const LateAnswer& answer : recording.late_answers)
    silenced.push_back({{"node", answer.node},
                        {"time-ms", glomers::to_ms(answer.time - recording.began)},
                        {"late-ms", glomers::to_ms(answer.late)},
                        {"message", Json::parse(to_line(answer.message))}});
  return {{"valid", !strict || silenced.empty()}, {"silenced", std::move(silenced)}};
}

std::string silenced_text(const Json& late_answers) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(1);
  for (const Json& answer : late_answers["silenced"])
    out << "\n    node " << answer["node"].get<std::string>() << " was not heard any more from "
        << answer["time-ms"].get<double>() / 1000 << " s on: it sent to a client that had left "
        << answer["late-ms"].get<double>() << " ms before: " << answer["message"].dump();
  return out.str();
}

std::string cause_of(const std::string& part, const Json& result) {
  if (part == "late-answers") return "an answer came too late" + silenced_text(result);
  if (part == "availability")
    return "too few operations ended well: " + result["ok-fraction"].dump();
  if (part == "stats") return "of some kind of operation none ended well";
  if (part == "liveness")
    return result["silent"] == true
               ? "nodes held different values 60 s after the last operation"
               : "nodes and services were still talking 60 s after the last operation";
  if (part == "exceptions") {
    std::string text = std::to_string(result["count"].get<std::size_t>()) + " exceptions";
    for (const Json& exception : result["first"]) text += "\n    " + exception.get<std::string>();
    return text;
  }
  std::string text = "the checker's verdict is " + result["valid"].dump();
  const Json explanations = result.value("explanations", Json::array());
  for (std::size_t i = 0; i < explanations.size() && i < explanations_shown; ++i)
    text += "\n    " + explanations[i].get<std::string>();
  if (explanations.size() > explanations_shown) text += "\n    and more, see results.json";
  return text;
}

Json exceptions_json(const std::vector<std::string>& exceptions) {
  constexpr std::size_t shown = 10;
  Json first = Json::array();
  for (std::size_t i = 0; i < exceptions.size() && i < shown; ++i) first.push_back(exceptions[i]);
  return {{"valid", exceptions.empty()}, {"count", exceptions.size()}, {"first", first}};
}

/// What the checker found beyond Maelstrom's verdict, as an error.
Json beyond_json(const Json& workload_result) {
  const Json beyond = workload_result.value("beyond", Json::object());
  Json sentences = Json::array();
  for (const auto& [kind, finding] : beyond.items())
    for (const Json& example : finding["examples"])
      sentences.push_back(kind + ": " + example.get<std::string>());
  Json result = {{"valid", beyond.empty()}};
  if (!sentences.empty()) result["explanations"] = std::move(sentences);
  return result;
}

Json liveness_json(const Recording& recording) {
  Json liveness = {{"valid", *recording.silent && recording.converged.value_or(true)},
                   {"silent", *recording.silent}};
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
                  {"latencies", latency_quantiles(history)},
                  {"rate", rate(history, options.rate, recording.main_phase)},
                  {"options", to_json(options)}};
  if (options.strict) {
    results["beyond"] = beyond_json(results["workload"]);
    if (can_check_propagation(options))
      results["propagation"] = check_propagation(options, history);
  }
  if (recording.silent) results["liveness"] = liveness_json(recording);
  results["valid"] = merged_validity(results);
  return results;
}

std::string summary(const Json& results) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(2);
  const Json& stats = results["stats"];
  out << "operations  " << stats["count"] << " (ok " << stats["ok-count"] << ", fail "
      << stats["fail-count"] << ", info " << stats["info-count"] << "), ok-fraction "
      << std::setprecision(5) << results["availability"]["ok-fraction"].get<double>()
      << std::setprecision(2) << '\n';
  out << "rate        " << results["rate"]["achieved"].get<double>() << "/s of "
      << results["rate"]["asked"].get<double>() << "/s asked\n";
  const Json& servers = results["net"]["servers"];
  out << "messages    " << results["net"]["all"]["msg-count"] << " in all, " << servers["msg-count"]
      << " between servers";
  if (servers.contains("msgs-per-op"))
    out << std::setprecision(4) << ", " << servers["msgs-per-op"].get<double>() << " per operation"
        << std::setprecision(2);
  out << '\n';
  for (const auto& [f, ms] : results["latencies"].items())
    out << "latency     " << f << ": median " << ms["p50"].get<double>() << ", p99 "
        << ms["p99"].get<double>() << ", max " << ms["max"].get<double>() << " ms\n";
  const Json& found = results["workload"];
  if (found.contains("stable-latencies"))
    out << "stable      median " << found["stable-latencies"]["0.5"] << ", max "
        << found["stable-latencies"]["1"] << " ms; " << found["lost-count"] << " lost, "
        << found["stale-count"] << " stale\n";
  if (found.contains("worst-realtime-lag") && found["worst-realtime-lag"].contains("lag"))
    out << "lag         " << std::setprecision(3)
        << found["worst-realtime-lag"]["lag"].get<double>() << " s at the worst\n";
  const Json& late_answers = results["late-answers"];
  if (late_answers["valid"] == true && !late_answers["silenced"].empty())
    out << "silenced    as Maelstrom would:" << silenced_text(late_answers) << '\n';
  const Json& valid = results["valid"];
  for (const auto& [part, result] : results.items())
    if (result.is_object() && result.contains("valid") && result["valid"] != true)
      out << part << ": " << cause_of(part, result) << '\n';
  out << "verdict     "
      << (valid == true    ? "valid"
          : valid == false ? "INVALID"
                           : "unknown")
      << '\n';
  return out.str();
}

}  // namespace eddy
