#include "tests/eddy/run/trial.hpp"

#include <utility>

#include "tests/eddy/judge/finding.hpp"
#include "tests/eddy/run/bench.hpp"
#include "tests/eddy/run/build.hpp"
#include "tests/eddy/run/explanations.hpp"
#include "tests/eddy/run/notes.hpp"
#include "tests/eddy/run/results.hpp"
#include "tests/eddy/run/summary.hpp"

namespace eddy {
namespace {

constexpr const char* node_failure = "node failure";

std::string verdict_of(const Json& results) {
  const Json& valid = results["valid"];
  return valid == true ? "valid" : valid == false ? "invalid" : valid.get<std::string>();
}

/// The kinds of errors that its explanations name.
std::set<std::string> anomalies_of(const Json& results) {
  std::set<std::string> anomalies;
  for (const Json& each : results.value("explanations", Json::array()))
    anomalies.insert(each["kind"].get<std::string>());
  return anomalies;
}

std::string first_anomaly_of(const Json& results) {
  const Json explanations = results.value("explanations", Json::array());
  return explanations.empty() ? "" : explanations[0]["kind"].get<std::string>();
}

}  // namespace

Json results_of_error(const TestOptions& options, const std::string& error) {
  return {{"valid", false},
          {"error", error},
          {"why", error.substr(0, error.find('\n'))},
          {"notes", notes(options)},
          {"options", to_json(options)},
          {"build", build_json(options)}};
}

Json results_of_failure(const TestOptions& options, const NodeFailure& failure) {
  Finding finding(node_failure, std::string(failure.what()), {{"failure", failure.kind}});
  finding.nodes = {failure.node};
  const Json part = {{"valid", false}, {"explanations", Json::array({to_json(finding)})}};
  Json results = results_of_error(options, failure.what());
  results["explanations"] = explanations({}, {{"error", part}});
  return results;
}

Trial run_trial(const TestOptions& options, Network::Observer on_network_event,
                std::shared_ptr<Director> director) {
  Trial trial;
  Watchers watchers;
  watchers.on_network_event = std::move(on_network_event);
  watchers.director = std::move(director);
  watchers.on_aborted = [&](const Recorder& recorder) {
    trial.until_failure = recorder.history();
    trial.began = recorder.origin();
  };
  try {
    trial.recording = run_test(options, watchers);
    trial.began = trial.recording->began;
    trial.results = judge(options, *trial.recording);
    trial.passed = trial.results["valid"] == true;
    trial.verdict = verdict_of(trial.results);
    trial.anomalies = anomalies_of(trial.results);
    trial.first_anomaly = first_anomaly_of(trial.results);
    trial.report = summary(trial.results);
  } catch (const NodeFailure& failure) {
    trial.verdict = failure.kind;
    trial.anomalies = {node_failure};
    trial.results = results_of_failure(options, failure);
    trial.report = failure.what() + std::string("\n");
  }
  return trial;
}

}  // namespace eddy
