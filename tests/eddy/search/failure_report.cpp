#include "tests/eddy/search/failure_report.hpp"

#include <iostream>
#include <optional>

#include "tests/eddy/report/report.hpp"
#include "tests/eddy/run/command_line.hpp"
#include "tests/eddy/run/trial.hpp"
#include "tests/eddy/search/nearest.hpp"
#include "tests/eddy/search/progress.hpp"
#include "tests/eddy/search/shrink.hpp"
#include "tests/eddy/search/timeline.hpp"
#include "tests/eddy/search/where_next.hpp"

namespace eddy {
namespace {

constexpr std::size_t first_lines_shown = 60;
constexpr std::size_t last_lines_shown = 40;

TestOptions shrink_with_progress(const TestOptions& failing, const Trial& failed) {
  ProgressLine progress;
  return shrink(failing, failed, [&](const ShrinkProgress& now) {
    const auto percent = static_cast<int>(100 * now.share);
    progress.show("shrinking: trial " + std::to_string(now.trials) + ", " +
                  std::to_string(percent) + " % of the work it may take; so far " +
                  std::to_string(now.smallest.node_count) + " nodes, " +
                  std::to_string(now.smallest.faults.size()) + " faults, " +
                  std::to_string(now.operations) + " operations");
  });
}

/// For the person how it began, and the end, where the anomaly shows.
void print_shortened(const std::vector<std::string>& timeline, const std::string& file) {
  const std::size_t shown = first_lines_shown + last_lines_shown;
  const std::size_t left_out = timeline.size() > shown ? timeline.size() - shown : 0;
  for (std::size_t i = 0; i < timeline.size(); ++i) {
    if (i == first_lines_shown && left_out > 0) {
      std::cout << "    ... " << left_out << " lines, see " << file << '\n';
      i += left_out;
    }
    std::cout << timeline[i] << '\n';
  }
}

/// Runs the test again and keeps it, but for its timeline and its page.
Trial run_and_keep(const TestOptions& options, Store& store, const std::filesystem::path& folder,
                   MessageLog& messages) {
  Trial trial = run_trial(options, [&](const NetworkEvent& event) { messages.observe(event); });
  trial.results["again"] = command_line(options);
  store.keep([&] { std::filesystem::create_directories(folder); });
  store.keep([&] { write_history(folder, trial.history()); });
  store.keep([&] { write_messages(folder, messages, trial.began); });
  store.keep([&] { write_results(folder, trial.results); });
  return trial;
}

/// Its folder; none if no test was found that passes.
std::optional<std::filesystem::path> keep_nearest_passing(const TestOptions& smallest,
                                                          const Trial& trial, Store& store,
                                                          const std::filesystem::path& folder) {
  const auto passing = nearest_passing(smallest, trial);
  if (!passing) return std::nullopt;
  MessageLog messages;
  run_and_keep(*passing, store, folder / "passing", messages);
  std::cout << "the nearest test found that passes:\n  " << command_line(*passing) << '\n';
  return folder / "passing";
}

}  // namespace

void report_failure(const TestOptions& failing, Store& store, const std::filesystem::path& folder) {
  std::cout << "seed " << failing.seed << " fails:\n  " << command_line(failing) << std::endl;
  const Trial trial = run_trial(failing);
  std::cout << "  for:";
  for (const std::string& anomaly : trial.anomalies) std::cout << ' ' << anomaly;
  std::cout << std::endl;
  const TestOptions smallest = shrink_with_progress(failing, trial);
  MessageLog messages;
  const Trial again = run_and_keep(smallest, store, folder, messages);
  std::cout << "the smallest test found that fails alike:\n  " << command_line(smallest) << '\n'
            << again.report;
  const auto passing = keep_nearest_passing(smallest, again, store, folder);
  const auto lines = timeline(again.history(), messages, again.began);
  store.keep([&] { write_timeline(folder, lines); });
  if (store.keep([&] { write_report(folder, passing); }))
    std::cout << "its report  " << (folder / "report.html").string() << '\n';
  print_shortened(lines, (folder / "timeline.txt").string());
  std::cout << where_next(smallest, again.results, folder);
}

}  // namespace eddy
