#include "tests/eddy/explore/account.hpp"

#include <cmath>
#include <cstdio>
#include <iostream>

#include "glomers/complaint.hpp"
#include "tests/eddy/report/message_log.hpp"
#include "tests/eddy/report/report.hpp"
#include "tests/eddy/run/command_line.hpp"
#include "tests/eddy/search/timeline.hpp"
#include "tests/platform.hpp"

namespace eddy {
namespace {

constexpr std::size_t lines_shown = 60;

std::string count(std::uint64_t number, const std::string& noun) {
  return std::to_string(number) + ' ' + noun + (number == 1 ? "" : "s");
}

std::string as_text(const Level& level, std::size_t deviations) {
  char text[200];
  std::snprintf(text, sizeof text,
                "deviations %zu  %llu of %llu schedules run, %llu of them merged, "
                "%llu without a verdict, %llu events",
                deviations, static_cast<unsigned long long>(level.run),
                static_cast<unsigned long long>(level.total),
                static_cast<unsigned long long>(level.merged),
                static_cast<unsigned long long>(level.unknown),
                static_cast<unsigned long long>(level.events));
  return text;
}

void print_beginning(const std::vector<std::string>& lines, const std::string& file) {
  for (std::size_t i = 0; i < lines.size() && i < lines_shown; ++i) std::cout << lines[i] << '\n';
  if (lines.size() > lines_shown)
    std::cout << "    ... " << lines.size() - lines_shown << " lines, see " << file << '\n';
}

}  // namespace

std::string schedule_command(const ExploredTest& test, const Schedule& schedule) {
  const TestOptions& options = test.options;
  const TestOptions defaults;
  std::string text = quoted(invocation_name()) + " explore -w " + quoted(options.workload);
  const auto add = [&](const std::string& name, const std::string& value, bool is_default) {
    if (!is_default) text += " --" + name + ' ' + quoted(value);
  };
  add("bin", options.bin, options.bin.empty());
  add("node-count", std::to_string(options.node_count), false);
  add("topology", options.topology, options.topology == defaults.topology);
  add("window", std::to_string(std::lround(1000 * options.time_limit_s)), false);
  add("consistency-models", glomers::joined(options.consistency_models, ","),
      options.consistency_models == defaults.consistency_models);
  add("nemesis", options.faults.empty() ? "none" : glomers::joined(options.faults, ","), false);
  add("script", to_string(options, test.script), false);
  add("schedule", to_string(schedule), false);
  if (!options.node_arguments.empty()) text += " --";
  for (const std::string& argument : options.node_arguments) text += ' ' + quoted(argument);
  return text;
}

std::string told_progress(const ExploredTest& test, const Exploration& now) {
  const std::size_t deviations = now.levels.size() - 1;
  return workload_name(test.options) + ": " + as_text(now.levels.back(), deviations);
}

std::string told(const ExploredTest& test, const ExploreOptions& options,
                 const Exploration& found) {
  std::string text = "script      " + to_string(test.options, test.script) + '\n';
  for (std::size_t i = 0; i < found.levels.size(); ++i) text += as_text(found.levels[i], i) + '\n';
  const std::string all = count(found.schedules(), "schedule");
  if (found.failure)
    return text + "fails       a schedule with " +
           count(found.failure->schedule.size(), "deviation") + ", after " + all + ": " +
           (found.failure->died ? "it ends its process" : found.failure->anomalies) + '\n';
  if (found.interrupted) return text + "interrupted " + all + " pass so far\n";
  if (found.out_of_budget) return text + "budget      it is used up; " + all + " pass so far\n";
  return text + "passes      all " + all + " with at most " +
         count(options.deviations, "deviation") + '\n';
}

Json show_schedule(const ExploredTest& test, const Schedule& schedule, Store& store,
                   const std::filesystem::path& folder) {
  MessageLog messages;
  ToldRun told =
      run_and_tell(test, schedule, [&](const NetworkEvent& event) { messages.observe(event); });
  Trial& trial = told.trial;
  std::cout << "schedule    " << to_string(schedule) << '\n';
  for (const std::string& sentence : told.sentences) std::cout << "  - " << sentence << '\n';
  std::cout << trial.report;
  const auto lines = timeline(trial.history(), messages, trial.began);
  trial.results["again"] = schedule_command(test, schedule);
  trial.results["schedule"] = told.sentences;
  store.keep([&] { write_history(folder, trial.history()); });
  store.keep([&] { write_messages(folder, messages, trial.began); });
  store.keep([&] { write_timeline(folder, lines); });
  if (store.keep([&] { write_results(folder, trial.results); }) &&
      store.keep([&] { write_report(folder); }))
    std::cout << "report      " << (folder / "report.html").string() << " (open it in a browser)\n";
  print_beginning(lines, (folder / "timeline.txt").string());
  std::cout << "again       " << schedule_command(test, schedule) << std::endl;
  return trial.results;
}

}  // namespace eddy
