#include "tests/eddy/cli/explore.hpp"

#include <CLI/App.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <thread>

#include "glomers/complaint.hpp"
#include "tests/eddy/cli/exit_status.hpp"
#include "tests/eddy/explore/account.hpp"
#include "tests/eddy/explore/smaller_script.hpp"
#include "tests/eddy/judge/txn/model_names.hpp"
#include "tests/eddy/search/progress.hpp"
#include "tests/text.hpp"

namespace eddy {
namespace {

/// What looking for fewer operations may cost, in events.
constexpr std::uint64_t most_events_of_reduction = 20'000'000;

struct Arguments {
  TestOptions test;
  ExploreOptions explore;
  double window_ms = 5000;
  std::size_t operations = 3;
  std::string script;
  std::string schedule;
  std::string store = "store";
};

ExploredTest explored_test(Arguments& arguments, const std::vector<std::string>& for_node) {
  TestOptions& test = arguments.test;
  test.simulate = true;
  test.strict = true;
  test.rate = 0;
  test.time_limit_s = arguments.window_ms / 1000;
  test.node_arguments.insert(test.node_arguments.end(), for_node.begin(), for_node.end());
  if (test.faults == std::vector<std::string>{"none"}) test.faults.clear();
  const auto& known = explorable_faults();
  for (const std::string& fault : test.faults)
    if (std::find(known.begin(), known.end(), fault) == known.end())
      throw std::invalid_argument("--nemesis " + fault + ": none, or some of " +
                                  glomers::joined(known, ", "));
  validate(test);
  return {test, arguments.script.empty() ? drawn_script(test, arguments.operations)
                                         : parse_script(test, arguments.script)};
}

Exploration explore_with_progress(const ExploredTest& test, const ExploreOptions& options) {
  ProgressLine progress;
  return explore(test, options,
                 [&](const Exploration& now) { progress.show(told_progress(test, now)); });
}

int show(const ExploredTest& test, const Schedule& schedule, const std::string& store_root) {
  Store store(store_root, workload_name(test.options));
  const Json results = show_schedule(test, schedule, store, store.folder());
  for (const std::string& failure : store.failures())
    std::cerr << "eddy explore: " << failure << '\n';
  return store.failures().empty() ? exit_status_of(results["valid"]) : exit_failure;
}

/// The failing schedule of the smallest test found.
int show_failure(const ExploredTest& test, const Failure& failure, ExploreOptions options,
                 const std::string& store_root) {
  options.budget = most_events_of_reduction;
  ProgressLine progress;
  const FailingTest smallest =
      with_fewer_operations({test, failure}, options, [&](const Exploration& now) {
        progress.show("with fewer operations: " + told_progress(test, now));
      });
  if (smallest.failure.died) {
    std::cout << "again       " << schedule_command(smallest.test, smallest.failure.schedule)
              << std::endl;
    return exit_invalid;
  }
  show(smallest.test, smallest.failure.schedule, store_root);
  return exit_invalid;
}

int run_command(Arguments& arguments, const std::vector<std::string>& for_node) {
  const ExploredTest test = explored_test(arguments, for_node);
  catch_interrupts();
  if (!arguments.schedule.empty()) {
    const Schedule schedule = parse_schedule(arguments.schedule);
    run_schedule(test, schedule);  // it refuses what the run does not come to
    return show(test, schedule, arguments.store);
  }
  arguments.explore.processes = std::max(1U, std::thread::hardware_concurrency());
  const Exploration found = explore_with_progress(test, arguments.explore);
  std::cout << told(test, arguments.explore, found) << std::flush;
  if (found.failure) return show_failure(test, *found.failure, arguments.explore, arguments.store);
  if (found.interrupted) return exit_interrupted;
  return found.out_of_budget ? exit_unknown : exit_valid;
}

int run(Arguments& arguments, const std::vector<std::string>& for_node) {
  try {
    return run_command(arguments, for_node);
  } catch (const std::invalid_argument& error) {
    std::cerr << "eddy explore: " << error.what() << '\n';
    return exit_bad_arguments;
  } catch (const Interrupted& error) {
    std::cerr << "eddy explore: " << error.what() << '\n';
    return exit_interrupted;
  } catch (const std::exception& error) {
    std::cerr << "eddy explore: " << error.what() << '\n';
    return exit_failure;
  }
}

void declare_test(CLI::App& command, Arguments& arguments) {
  TestOptions& test = arguments.test;
  test.node_count = 2;
  command.add_option("-w,--workload", test.workload, "as of eddy test")->required();
  command.add_option("--bin", test.bin, "the node's program (default: the workload's solution)");
  command.add_option("--node-count", test.node_count, "nodes n0, n1, ...")->capture_default_str();
  command.add_option("--topology", test.topology, "for broadcast")->capture_default_str();
  command
      .add_option("--nemesis", test.faults,
                  "what may deviate, comma-separated: none, or some of " +
                      glomers::joined(explorable_faults(), ", "))
      ->delimiter(',')
      ->allow_extra_args(false)
      ->transform([](const std::string& text) { return trimmed(text); });
  command.add_option("--consistency-models", test.consistency_models, "as of eddy test")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->transform([](const std::string& text) { return judged_model_name(trimmed(text)); })
      ->capture_default_str();
  command.add_option("--operations", arguments.operations, "so many, drawn by the seed")
      ->capture_default_str();
  command.add_option("--seed", test.seed, "of the operations, and of the nodes' own randomness")
      ->capture_default_str();
  command.add_option("--script", arguments.script,
                     "the operations, by hand: 'n0 broadcast 1; n1 read'");
  command.add_option("arguments", test.node_arguments, "after --: passed on to the node");
}

void declare_exploration(CLI::App& command, Arguments& arguments) {
  command.add_option("--deviations", arguments.explore.deviations, "at most so many in a schedule")
      ->capture_default_str();
  command
      .add_option("--window", arguments.window_ms,
                  "ms of virtual time in which a schedule may deviate")
      ->check(CLI::Range(1.0, 1e6))
      ->capture_default_str();
  command.add_option("--schedule", arguments.schedule,
                     "run this one alone, and show it: 12:lost,31:killed, or regular");
  command.add_option("--budget", arguments.explore.budget,
                     "of events; when it is used up, what was covered is told");
  command.add_flag("--plain", arguments.explore.plain,
                   "run alike schedules too, for who does not believe that they are alike");
  command.add_option("--store", arguments.store, "folder for the results")->capture_default_str();
}

}  // namespace

void declare_explore_command(CLI::App& command, const std::vector<std::string>& for_node,
                             int& exit_status) {
  const auto arguments = std::make_shared<Arguments>();
  declare_test(command, *arguments);
  declare_exploration(command, *arguments);
  command.callback(
      [arguments, for_node, &exit_status] { exit_status = run(*arguments, for_node); });
}

}  // namespace eddy
