#include "tests/eddy/search/failure_report.hpp"

#include <iostream>

#include "tests/eddy/report/report.hpp"
#include "tests/eddy/run/command_line.hpp"
#include "tests/eddy/run/trial.hpp"
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

}  // namespace

void report_failure(const TestOptions& failing, Store& store, const std::filesystem::path& folder) {
  std::cout << "seed " << failing.seed << " fails:\n  " << command_line(failing) << std::endl;
  const Trial trial = run_trial(failing);
  std::cout << "  for:";
  for (const std::string& anomaly : trial.anomalies) std::cout << ' ' << anomaly;
  std::cout << std::endl;
  const TestOptions smallest = shrink_with_progress(failing, trial);
  MessageLog messages;
  Trial again = run_trial(smallest, [&](const NetworkEvent& event) { messages.observe(event); });
  std::cout << "the smallest test found that fails alike:\n  " << command_line(smallest) << '\n'
            << again.report;
  store.keep([&] { std::filesystem::create_directories(folder); });
  store.keep([&] { write_history(folder, again.history()); });
  store.keep([&] { write_messages(folder, messages, again.began); });
  again.results["again"] = command_line(smallest);
  const auto lines = timeline(smallest, again.history(), messages, again.began);
  store.keep([&] { write_timeline(folder, lines); });
  if (store.keep([&] { write_results(folder, again.results); }) &&
      store.keep([&] { write_report(folder); }))
    std::cout << "its report  " << (folder / "report.html").string() << '\n';
  print_shortened(lines, (folder / "timeline.txt").string());
  std::cout << where_next(smallest, again.results, folder);
}

}  // namespace eddy
