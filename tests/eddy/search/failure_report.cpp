#include "tests/eddy/search/failure_report.hpp"

#include <fstream>
#include <iostream>

#include "tests/eddy/report/report.hpp"
#include "tests/eddy/run/command_line.hpp"
#include "tests/eddy/run/results.hpp"
#include "tests/eddy/run/store.hpp"
#include "tests/eddy/run/trial.hpp"
#include "tests/eddy/search/progress.hpp"
#include "tests/eddy/search/shrink.hpp"
#include "tests/eddy/search/timeline.hpp"

namespace eddy {
namespace {

constexpr std::size_t first_lines_shown = 60;
constexpr std::size_t last_lines_shown = 40;

TestOptions shrink_with_progress(const TestOptions& failing,
                                 const std::set<std::string>& anomalies) {
  ProgressLine progress;
  std::size_t trials = 0;
  return shrink(failing, anomalies, [&](const TestOptions& candidate) {
    progress.show("shrinking: trial " + std::to_string(++trials) + ", " +
                  std::to_string(candidate.node_count) + " nodes, " +
                  std::to_string(candidate.faults.size()) + " faults");
  });
}

/// All of it into the folder; for the person how it began, and the end, where the
/// anomaly shows.
void print_timeline(const TestOptions& options, const std::filesystem::path& folder) {
  const std::vector<std::string> lines = timeline(options);
  const auto path = folder / "timeline.txt";
  std::ofstream file(path);
  for (const std::string& line : lines) file << line << '\n';
  const std::size_t shown = first_lines_shown + last_lines_shown;
  const std::size_t left_out = lines.size() > shown ? lines.size() - shown : 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i == first_lines_shown && left_out > 0) {
      std::cout << "    ... " << left_out << " lines, see " << path.string() << '\n';
      i += left_out;
    }
    std::cout << lines[i] << '\n';
  }
}

void write_down(const TestOptions& options, const Trial& trial, const MessageLog& messages,
                const std::filesystem::path& folder) {
  if (!trial.recording) return;  // a node failed: the report says it all
  write_history(folder, trial.recording->history);
  write_messages(folder, messages, trial.recording->began);
  Json results = judge(options, *trial.recording);
  results["again"] = command_line(options);
  write_results(folder, results);
  std::cout << "its report  " << write_report(folder).string() << '\n';
}

}  // namespace

void report_failure(const TestOptions& failing, const std::filesystem::path& folder) {
  std::cout << "seed " << failing.seed << " fails:\n  " << command_line(failing) << std::endl;
  const Trial trial = run_trial(failing);
  std::cout << "  for:";
  for (const std::string& anomaly : trial.anomalies) std::cout << ' ' << anomaly;
  std::cout << std::endl;
  const TestOptions smallest = shrink_with_progress(failing, trial.anomalies);
  MessageLog messages;
  const Trial again =
      run_trial(smallest, [&](const NetworkEvent& event) { messages.observe(event); });
  std::cout << "the smallest test found that fails alike:\n  " << command_line(smallest) << '\n'
            << again.report;
  std::filesystem::create_directories(folder);
  write_down(smallest, again, messages, folder);
  print_timeline(smallest, folder);
}

}  // namespace eddy
