#include "tests/eddy/explore/explored_run.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace eddy {
namespace {

std::shared_ptr<ScheduledDirector> director_of(const ExploredTest& test, const Schedule& schedule,
                                               const States* known) {
  return std::make_shared<ScheduledDirector>(
      ScheduledDirector::Plan{test.script,
                              schedule,
                              {test.options.faults.begin(), test.options.faults.end()},
                              glomers::from_ms(1000 * test.options.time_limit_s),
                              known});
}

std::string joined(const std::set<std::string>& anomalies) {
  std::string text;
  for (const std::string& each : anomalies) text += (text.empty() ? "" : ", ") + each;
  return text;
}

/// What is wrong with a test in which a fault fell on the only operation of a kind, too: a test
/// so small tells nothing by it.
bool is_of_little_tests(const std::string& anomaly) {
  return anomaly == "stats" || anomaly == "nothing-stable" || anomaly == "empty-transaction-graph";
}

ExploredRun::End end_of(const Trial& trial) {
  if (trial.passed) return ExploredRun::End::passed;
  const bool little =
      !trial.anomalies.empty() &&
      std::all_of(trial.anomalies.begin(), trial.anomalies.end(), is_of_little_tests);
  return little || trial.verdict == "unknown" ? ExploredRun::End::unknown
                                              : ExploredRun::End::failed;
}

}  // namespace

ExploredRun run_schedule(const ExploredTest& test, const Schedule& schedule, const States* known) {
  const auto director = director_of(test, schedule, known);
  ExploredRun run;
  try {
    const Trial trial = run_trial(
        test.options, [&](const NetworkEvent& event) { director->observe(event); }, director);
    run.end = end_of(trial);
    if (run.end == ExploredRun::End::failed)
      run.anomalies = trial.anomalies.empty() ? trial.verdict : joined(trial.anomalies);
  } catch (const Merged&) {
    run.end = ExploredRun::End::merged;
  }
  if (run.end != ExploredRun::End::merged && run.end != ExploredRun::End::failed &&
      !director->all_done())
    throw std::invalid_argument("--schedule: " + to_string(schedule) +
                                " has a point that the run does not come to");
  run.events = director->events();
  run.past = director->past();
  run.points = director->points();
  return run;
}

ToldRun run_and_tell(const ExploredTest& test, const Schedule& schedule,
                     const Network::Observer& on_network_event) {
  const auto director = director_of(test, schedule, nullptr);
  ToldRun told;
  told.trial = run_trial(
      test.options,
      [&](const NetworkEvent& event) {
        director->observe(event);
        on_network_event(event);
      },
      director);
  told.sentences = director->sentences();
  return told;
}

}  // namespace eddy
