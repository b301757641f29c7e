#include "tests/eddy/run/trial.hpp"

#include <utility>

#include "tests/eddy/run/bench.hpp"
#include "tests/eddy/run/results.hpp"

namespace eddy {
namespace {

/// The parts of the results that object; of the checker's, the kinds of errors
/// with which its explanations begin.
std::set<std::string> anomalies_of(const Json& results) {
  std::set<std::string> anomalies;
  for (const auto& [part, result] : results.items()) {
    if (!result.is_object() || result.value("valid", Json(true)) == true) continue;
    if (!result.contains("explanations")) anomalies.insert(part);
    for (const Json& explanation : result.value("explanations", Json::array())) {
      const auto& text = explanation.get_ref<const std::string&>();
      anomalies.insert(text.substr(0, text.find(':')));
    }
  }
  return anomalies;
}

}  // namespace

Trial run_trial(const TestOptions& options, Network::Observer on_network_event) {
  Watchers watchers;
  watchers.on_network_event = std::move(on_network_event);
  try {
    Recording recording = run_test(options, watchers);
    const Json results = judge(options, recording);
    return {results["valid"] == true, anomalies_of(results), std::move(recording),
            summary(results)};
  } catch (const NodeFailure& failure) {
    return {false, {"node failure"}, std::nullopt, failure.what() + std::string("\n")};
  }
}

}  // namespace eddy
